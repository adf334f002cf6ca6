"""Where the site's own rules meet allauth's flows."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import actions, invitations, naming
from accounts.addresses import client_address
from accounts.models import User
from accounts.sessions import LOGIN

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if settings.SIGN_UP == "invite":
            return invitations.holds_one(request)
        return bool(settings.SIGN_UP == "open")

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Return the name in its one spelling. Raises ValidationError."""
        username = naming.normalise(username)
        if len(username) > naming.USERNAME_LENGTH:
            raise self.validation_error("username_blacklisted")
        naming.refuse_reserved(username)
        if not shallow and User.objects.named(username).exists():
            raise self.validation_error("username_taken")
        return str(super().clean_username(username, shallow=True))

    def set_password(self, user: User, password: str) -> None:
        user.kept_login = self.request.session.get(LOGIN) if self.request else None
        super().set_password(user, password)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit)
        except IntegrityError:
            # Two asked for one name at once, and both were told it was free.
            messages.error(request, self.error_messages["username_taken"])
            raise ImmediateHttpResponse(redirect("account_signup")) from None
        invitations.use(request)
        return saved

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        return self._refusal(request, user) or super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in. Raises ImmediateHttpResponse for who may not."""
        # Asked again: somebody may be thrown out while their second factor is awaited.
        if refusal := self._refusal(request, user):
            raise ImmediateHttpResponse(refusal)
        previous = request.session.get(LOGIN)
        super().login(request, user)
        if previous:
            # Somebody else's: Django flushed their session before the signal could see it.
            actions.end_login(previous)

    def _refusal(self, request: HttpRequest, user: User) -> HttpResponse | None:
        if user.banned:
            return render(request, "accounts/banned.html", {"banned": user}, status=403)
        return None if user.is_active else self.respond_user_inactive(request, user)

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """Tell somebody of a change by e-mail; a mail server that is down undoes no change."""
        try:
            super().send_notification_mail(template_prefix, user, *args, **kwargs)
        except (OSError, SMTPException):
            logger.exception("No e-mail could be sent about %s.", template_prefix)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "local"


class TwoFactorAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        return "Rollcall"
