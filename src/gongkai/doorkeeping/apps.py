from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoorkeepingConfig(AppConfig):
    name = "gongkai.doorkeeping"
    verbose_name = _("门禁")
