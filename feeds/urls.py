"""The addresses of live feeds. ``runs/<id>/output`` takes output before Django: see ``ingest``."""

from django.urls import path

from feeds import run_views, views

app_name = "feeds"
urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("logs/", views.list_logs, name="logs"),
    path("logs/<str:name>/", views.show_log, name="log"),
    path("runs/", run_views.runs, name="runs"),
    path("runs/<int:run_id>/", run_views.run, name="run"),
]
