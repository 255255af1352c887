from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "gongkai.portal"
    verbose_name = _("门户")

    def ready(self):
        from gongkai.catalogue import previews as catalogue
        from gongkai.portal import previews
        from gongkai.portal.baking import handlers
        from gongkai.portal.baking.source import PortalSource
        from gongkai.static_site import sources

        catalogue.register(previews.render_item)
        sources.register(PortalSource())
        handlers.connect()
