"""People and their log-ins in Django's admin; what changes them are the site's own actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.forms import BanForm
from accounts.models import LoggedInUser, User
from accounts.requests import current_user


def _for_each(
    request: HttpRequest, people: QuerySet[User], action: Callable[[User, int], User]
) -> None:
    refused = 0
    for person in people:
        try:
            action(current_user(request), person.pk)
        except User.DoesNotExist:
            refused += 1
    if refused:
        messages.warning(request, _("%d people are not yours to manage.") % refused)


def _ban(why: dict[str, Any], actor: User, user_id: int) -> User:
    return actions.ban(actor, user_id, why["reason"], why["until"])


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = (
        "username",
        "name",
        "email",
        "is_staff",
        "is_active",
        "banned_until",
        "last_seen",
    )
    search_fields = ("username", "name", "email")
    ordering = ("sort_key", "id")
    actions = ("deactivate", "reactivate", "ban", "unban", "forget")
    readonly_fields = (
        "is_active",
        "banned_until",
        "ban_reason",
        "last_seen",
        "last_login",
        "date_joined",
    )
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("name", "email")}),
        (_("State"), {"fields": ("is_active", "banned_until", "ban_reason")}),
        (_("Permissions"), {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Important dates"), {"fields": ("last_seen", "last_login", "date_joined")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        actions.tell_change(obj)

    @admin.action(description=_("Deactivate"))
    def deactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        _for_each(request, people, actions.deactivate)

    @admin.action(description=_("Reactivate"))
    def reactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        _for_each(request, people, actions.reactivate)

    @admin.action(description=_("Ban…"))
    def ban(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        """Ask for a reason and an end first, on a page of its own."""
        form = BanForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            site = self.admin_site.each_context(request)
            context = {**site, "title": _("Ban"), "form": form, "people": people}
            return render(request, "accounts/ban_people.html", context)
        _for_each(request, people, partial(_ban, form.cleaned_data))
        return None

    @admin.action(description=_("End the ban"))
    def unban(self, request: HttpRequest, people: QuerySet[User]) -> None:
        _for_each(request, people, actions.unban)

    @admin.action(description=_("Forget: delete who they are, keep what they wrote"))
    def forget(self, request: HttpRequest, people: QuerySet[User]) -> None:
        _for_each(request, people, actions.forget_user)


@admin.register(LoggedInUser)
class LoggedInUserAdmin(admin.ModelAdmin):
    list_display = ("user", "user_agent", "address", "logged_in_at", "last_seen")
    list_select_related = ("user",)
    search_fields = ("user__username", "address")
    ordering = ("-last_seen",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LoggedInUser | None = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: LoggedInUser) -> None:
        actions.end_login(obj.key)

    def delete_queryset(self, request: HttpRequest, logins: QuerySet[LoggedInUser]) -> None:
        for key in list(logins.values_list("key", flat=True)):
            actions.end_login(key)
