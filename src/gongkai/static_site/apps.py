from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaticSiteConfig(AppConfig):
    name = "gongkai.static_site"
    verbose_name = _("静态化")
