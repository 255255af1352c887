"""Both sides in one process: the demo, and a county with one machine."""

from gongkai.config.urls_office import urlpatterns as office
from gongkai.config.urls_public import handler400, handler403, handler404, handler500
from gongkai.config.urls_public import urlpatterns as public

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*office[-1:], *public]
