"""Who may authenticate: neither the deactivated nor the banned, whatever they know."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from accounts.models import User


class Backend(AuthenticationBackend):
    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        # allauth asks by the database's own idea of case, which differs beyond ASCII.
        return self._check_password(User.objects.named(username).first(), password)

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        return super().user_can_authenticate(user) and not getattr(user, "banned", False)
