"""Addresses of the account pages that allauth does not have, below /account/."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import doors, people, preferences, views

app_name = "accounts"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="accounts:profile"), name="account"),
    path("profile/", views.profile, name="profile"),
    path("settings/", preferences.show_settings, name="settings"),
    path("settings/theme/", preferences.set_theme, name="theme"),
    path("security/", views.security, name="security"),
    path("devices/", views.devices, name="devices"),
    path("devices/sign_out_others/", views.sign_out_others, name="sign_out_others"),
    path("devices/<str:key>/sign_out/", views.sign_out_device, name="sign_out_device"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:user_id>/ban/", people.ban, name="ban"),
    path("people/<int:user_id>/<slug:verb>/", people.change_person, name="change_person"),
    path("set_up/<str:token>/", doors.set_up, name="set_up"),
    path("invitation/<str:token>/", doors.invitation, name="invitation"),
]
