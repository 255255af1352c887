from django.urls import path

from gongkai.pages import views

app_name = "pages"
urlpatterns = [path("files/<uuid:key>/<str:name>", views.stored_file, name="stored_file")]
