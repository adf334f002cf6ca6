"""Incidents and areas in Django's admin; saving there is telling everybody, as anywhere."""

from __future__ import annotations

from django.contrib import admin

from incidents.models import Alert, AreaOfInterest, Incident


@admin.register(Incident)
class IncidentAdmin(admin.ModelAdmin):
    list_display = ("title", "severity", "opened_at", "closed_at", "opened_by")
    list_filter = ("severity", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("opened_by",)
    search_fields = ("title",)
    raw_id_fields = ("opened_by", "room")
    ordering = ("-opened_at",)


@admin.register(AreaOfInterest)
class AreaAdmin(admin.ModelAdmin):
    list_display = ("name", "owner", "severities", "changed_at")
    list_select_related = ("owner",)
    search_fields = ("name", "owner__username")
    raw_id_fields = ("owner",)


@admin.register(Alert)
class AlertAdmin(admin.ModelAdmin):
    list_display = ("person", "incident", "area", "raised_at", "acknowledged_at")
    list_select_related = ("person", "incident", "area")
    raw_id_fields = ("person", "incident", "area")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: Alert | None = None) -> bool:
        return False
