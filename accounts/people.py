"""Other people, as staff see them: search, invite, deactivate, ban."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, invitations
from accounts.forms import BanForm
from accounts.models import User
from accounts.requests import current_user, staff_only

PER_PAGE = 50

SIMPLE_ACTIONS: dict[str, Callable[[User, int], User]] = {
    "deactivate": actions.deactivate,
    "reactivate": actions.reactivate,
    "unban": actions.unban,
}


@staff_only
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who ever had an account, by name."""
    query = request.GET.get("q", "").strip()
    everybody = User.objects.matching(query).order_by("sort_key", "id")
    page = Paginator(everybody, PER_PAGE).get_page(request.GET.get("page"))
    shown = [person.pk for person in page]
    manageable = User.objects.manageable_by(current_user(request)).filter(pk__in=shown)
    context = {
        "page": page,
        "query": query,
        "manageable": set(manageable.values_list("pk", flat=True)),
        "by_invitation": settings.SIGN_UP == "invite",
    }
    return render(request, "accounts/people.html", context)


@require_POST
@staff_only
def change_person(request: HttpRequest, user_id: int, verb: str) -> HttpResponse:
    """Deactivate, reactivate or unban somebody."""
    if verb not in SIMPLE_ACTIONS:
        raise Http404
    try:
        person = SIMPLE_ACTIONS[verb](current_user(request), user_id)
    except User.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("%(name)s: done.") % {"name": person.shown_name})
    return redirect("accounts:people")


@staff_only
def ban(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ban somebody, with a reason and an end."""
    actor = current_user(request)
    person = User.objects.manageable_by(actor).filter(pk=user_id).first()
    if person is None:
        raise Http404
    form = BanForm(request.POST or None)
    if form.is_valid():
        actions.ban(actor, user_id, form.cleaned_data["reason"], form.cleaned_data["until"])
        messages.success(request, _("%(name)s is banned.") % {"name": person.shown_name})
        return redirect("accounts:people")
    return render(request, "accounts/ban.html", {"form": form, "person": person})


@require_POST
@staff_only
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation link and show it."""
    token = invitations.make(current_user(request))
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
    return render(request, "accounts/invite.html", {"link": link, "days": invitations.VALID.days})
