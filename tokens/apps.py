"""The tokens app, and what it connects to when the site starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    name = "tokens"
    verbose_name = _("Tokens")

    def ready(self) -> None:
        from accounts import hooks
        from tokens import signals

        hooks.user_forgotten.connect(signals.on_user_forgotten)
