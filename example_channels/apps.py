"""The project package as an app: its commands, checks and static files."""

from django.apps import AppConfig


class RollcallConfig(AppConfig):
    name = "example_channels"
    label = "rollcall"
    verbose_name = "Rollcall"
