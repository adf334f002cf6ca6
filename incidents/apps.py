"""The incidents app, and what it connects to when the site starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from chat import commands
        from incidents import signals
        from incidents.commands import INCIDENT
        from tokens import scopes

        signals.connect()
        commands.register(INCIDENT)
        scopes.register(scopes.Kind("incidents", _("Open incidents")))
