"""One's own account: profile, security, devices."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import ProfileForm
from accounts.models import LoggedInUser
from accounts.requests import current_user
from accounts.sessions import LOGIN
from accounts.user_agents import describe, is_phone


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """How others see me."""
    user = current_user(request)
    form = ProfileForm(request.POST or None, instance=user)
    if form.is_valid():
        actions.rename(user, form.cleaned_data["name"])
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """What protects my account, and where to change it."""
    kinds = Authenticator.objects.filter(user=current_user(request)).values_list("type", flat=True)
    context = {
        "app_is_on": Authenticator.Type.TOTP in kinds,
        "passkeys": sum(kind == Authenticator.Type.WEBAUTHN for kind in kinds),
        "devices": LoggedInUser.objects.of(current_user(request)).count(),
    }
    return render(request, "accounts/security.html", context)


@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Where I am logged in."""
    this = request.session.get(LOGIN)
    logins = [
        {
            "login": login,
            "words": describe(login.user_agent),
            "is_phone": is_phone(login.user_agent),
            "is_this": login.key == this,
        }
        for login in LoggedInUser.objects.of(current_user(request))
    ]
    return render(request, "accounts/devices.html", {"devices": logins})


@require_POST
@login_required
def sign_out_device(request: HttpRequest, key: str) -> HttpResponse:
    """Log me out on one of my devices, this one included."""
    if key == request.session.get(LOGIN):
        logout(request)
        return redirect("account_login")
    try:
        actions.sign_out_device(current_user(request), key)
    except LoggedInUser.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("That device is logged out."))
    return redirect("accounts:devices")


@require_POST
@login_required
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """Log me out everywhere but here."""
    actions.sign_out_others(current_user(request), request.session.get(LOGIN))
    messages.success(request, _("Every other device is logged out."))
    return redirect("accounts:devices")
