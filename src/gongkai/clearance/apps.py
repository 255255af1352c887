from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClearanceConfig(AppConfig):
    name = "gongkai.clearance"
    verbose_name = _("公开审查")

    def ready(self):
        from gongkai.clearance import handlers

        handlers.connect()
