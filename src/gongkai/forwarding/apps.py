from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForwardingConfig(AppConfig):
    name = "gongkai.forwarding"
    verbose_name = _("旧网址")
