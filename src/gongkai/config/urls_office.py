"""Routes of the office side, all under /office/. Uploaded files are read through the same gate as on the public side."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("", include("gongkai.pages.urls")),
    path("office/", include("gongkai.workbench.urls")),
]
handler404 = "gongkai.portal.views.errors.not_found"
handler500 = "gongkai.portal.views.errors.server_error"
handler403 = "gongkai.portal.views.errors.forbidden"
handler400 = "gongkai.portal.views.errors.bad_request"
