"""The feeds app, and what it connects to when the site starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tokens.scopes import Kind, register

RUNS = Kind("run", _("Runs"), _("the name that they all have"))


class FeedsConfig(AppConfig):
    name = "feeds"
    verbose_name = _("Live feeds")

    def ready(self) -> None:
        from feeds import signals

        signals.connect()
        register(RUNS)
