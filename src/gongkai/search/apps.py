from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "gongkai.search"
    verbose_name = _("检索")

    def ready(self):
        from gongkai.search import handlers

        handlers.connect(self)
