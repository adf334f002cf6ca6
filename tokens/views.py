"""The staff's page of tokens: make one, see it once, revoke it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import current_user, staff_only
from tokens import actions
from tokens.forms import TokenForm
from tokens.models import Token

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def tokens(request: HttpRequest) -> HttpResponse:
    """List tokens; a new one is shown in the answer to its making, and never again."""
    form, made = TokenForm(request.POST or None), {}
    if form.is_valid():
        actor = current_user(request)
        name = form.cleaned_data["name"]
        token, secret = actions.make_token(actor, name, form.scope, form.expires_at)
        made, form = {"token": token, "secret": secret}, TokenForm()
    return render(request, "tokens/tokens.html", _context(request, form, made))


def _context(request: HttpRequest, form: TokenForm, made: dict[str, Any]) -> dict[str, Any]:
    listed = Token.objects.manageable_by(current_user(request)).select_related("maker")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "form": form, "made": made}


@require_POST
@staff_only
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Let a token work no longer."""
    try:
        token = actions.revoke_token(current_user(request), token_id)
    except Token.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("“%(name)s” works no longer.") % {"name": token.name})
    return redirect("tokens:tokens")
