"""The chat app, and what it connects to when the site starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = _("Rooms")

    def ready(self) -> None:
        from chat import signals

        signals.connect()
