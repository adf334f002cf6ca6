"""Links that let newcomers in: the operator's set-up and invitations."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions, invitations, setup
from accounts.models import User

GONE = 410


@never_cache
@sensitive_post_parameters("password1", "password2")
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first operator's account, which may do everything, and log it in."""
    if not setup.is_valid(token):
        return render(request, "accounts/set_up_gone.html", status=GONE)
    form = SignupForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/set_up.html", {"form": form})
    try:
        user = _make_operator(request, form)
    except ValidationError:
        return render(request, "accounts/set_up_gone.html", status=GONE)
    get_adapter(request).login(request, user)
    return redirect("home")


@transaction.atomic
def _make_operator(request: HttpRequest, form: Any) -> User:
    user: User = form.save(request)
    actions.make_first_operator(user)
    return user


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation along to the sign-up page."""
    if not invitations.is_valid(token):
        return render(request, "accounts/invitation_gone.html", status=GONE)
    invitations.keep(request, token)
    return redirect("account_signup")
