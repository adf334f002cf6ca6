"""The accounts app: people, their log-ins and the pages about them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.auth.signals import user_logged_in, user_logged_out
        from django.db.models.signals import post_save

        from accounts import signals

        user_logged_in.connect(signals.on_logged_in)
        user_logged_out.connect(signals.on_logged_out)
        for new_password in (password_changed, password_reset, password_set):
            new_password.connect(signals.on_new_password)
        post_save.connect(signals.on_user_saved, sender=self.get_model("User"))
