"""The addresses of live feeds."""

from django.urls import path

from feeds import views

app_name = "feeds"
urlpatterns = [
    path("logs/", views.list_logs, name="logs"),
    path("logs/<str:name>/", views.show_log, name="log"),
]
