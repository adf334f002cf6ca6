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

    def get_user(self, user_id: int) -> User | None:
        """Return who a session is of, with what they chose of the site's look: in one query."""
        user = User.objects.select_related("preferences").filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None
