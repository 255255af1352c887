from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "gongkai.pages"
    verbose_name = _("文件")
