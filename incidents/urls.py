"""The addresses of incidents, areas of interest and alerts."""

from django.urls import path, re_path

from incidents.views import alerts, areas, incidents

app_name = "incidents"
urlpatterns = [
    path("", incidents.incidents, name="incidents"),
    path("new/", incidents.new_incident, name="new_incident"),
    path("<int:incident_id>/", incidents.show_incident, name="incident"),
    path("<int:incident_id>/edit/", incidents.change_incident, name="change_incident"),
    path("<int:incident_id>/room/", incidents.open_room, name="open_room"),
    re_path(
        r"^(?P<incident_id>\d{1,18})/(?P<how>close|reopen|delete)/$",
        incidents.end_incident,
        name="end_incident",
    ),
    path("areas/", areas.list_areas, name="areas"),
    path("areas/new/", areas.new_area, name="new_area"),
    path("areas/<int:area_id>/", areas.change_area, name="area"),
    path("areas/<int:area_id>/delete/", areas.delete_area, name="delete_area"),
    path("alerts/", alerts.list_alerts, name="alerts"),
    path("alerts/all/", alerts.acknowledge_all, name="acknowledge_all"),
    path("alerts/<int:alert_id>/", alerts.acknowledge, name="acknowledge"),
]
