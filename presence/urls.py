"""The addresses of the user list, of people, and of one's own presence."""

from django.urls import path

from presence import devices, doors, processes, views

urlpatterns = [
    path("", views.show_home, name="home"),
    path("status/", doors.set_status, name="status"),
    path("account/presence/", doors.set_audience, name="presence_settings"),
    path("account/presence/mine/", devices.show_mine, name="my_presence"),
    path("account/presence/mine/<slug:connection>/", devices.disconnect, name="disconnect"),
    path("staff/processes/", processes.show_processes, name="processes"),
    path("people/<int:user_id>/", doors.show_person, name="person"),
]
