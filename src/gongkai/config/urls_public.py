"""Routes of the public side: a server started with these alone knows not one address of the office."""

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.pages.urls")),
    path("", include("gongkai.doorkeeping.urls")),
    path("api/", include("gongkai.api.urls")),
    path("", include("gongkai.portal.urls")),
]
handler404 = "gongkai.portal.views.errors.not_found"
handler500 = "gongkai.portal.views.errors.server_error"
handler403 = "gongkai.portal.views.errors.forbidden"
handler400 = "gongkai.portal.views.errors.bad_request"
