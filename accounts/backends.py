"""Who may authenticate: neither the deactivated nor the banned, whatever they know."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class Backend(AuthenticationBackend):
    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        return super().user_can_authenticate(user) and not getattr(user, "banned", False)
