"""How the site looks and behaves for me: its page, and the menu that changes one thing at once."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language, gettext, override
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts import actions
from accounts.forms import PreferencesForm
from accounts.models import Preferences
from accounts.requests import current_user


@login_required
def show_settings(request: HttpRequest) -> HttpResponse:
    """What I chose, to be changed; it is so in all my browsers from their next page on."""
    form = PreferencesForm(request.POST or None, instance=Preferences.of(current_user(request)))
    if not form.is_valid():
        return render(request, "accounts/settings.html", {"form": form})
    actions.prefer(current_user(request), **form.cleaned_data)
    language = form.cleaned_data["language"]
    with override(language or get_language()):
        messages.success(request, gettext("Your settings are saved."))
    response = redirect("accounts:settings")
    _keep_language(response, language)
    return response


@require_POST
@login_required
def set_theme(request: HttpRequest) -> HttpResponse:
    """Choose light, dark or automatic from the menu, and go back to ``next``."""
    theme = request.POST.get("theme", "")
    if theme not in Preferences.Theme:
        return HttpResponseBadRequest("No such theme.\n", "text/plain")
    actions.prefer(current_user(request), theme=theme)
    return redirect(_next(request))


def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Django's own, which this browser keeps; with the account, it is kept there too."""
    language = request.POST.get("language", "")
    if request.method == "POST" and request.user.is_authenticated and _is_ours(language):
        actions.prefer(current_user(request), language=language)
    response: HttpResponseBase = set_language(request)
    return response


def _is_ours(language: str) -> bool:
    return language in dict(settings.LANGUAGES) and check_for_language(language)


def _keep_language(response: HttpResponse, language: str) -> None:
    """Let this browser keep the language for pages where nobody is signed in."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def _next(request: HttpRequest) -> str:
    where = request.POST.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(where, hosts, require_https=request.is_secure())
    return where if is_ours else "/"
