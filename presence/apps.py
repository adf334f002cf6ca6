"""The presence app: who is here, and the list that shows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PresenceConfig(AppConfig):
    name = "presence"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Presence")

    def ready(self) -> None:
        from accounts import hooks
        from presence import signals

        hooks.login_ended.connect(signals.on_login_ended)
        hooks.user_forgotten.connect(signals.on_user_forgotten)
        hooks.user_changed.connect(signals.on_user_changed)
