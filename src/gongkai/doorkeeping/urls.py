from django.urls import path

from gongkai.doorkeeping import views

app_name = "doorkeeping"
urlpatterns = [path("guard/challenge/", views.challenge, name="challenge")]
