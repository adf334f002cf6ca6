"""Rooms in the admin, to look at; messages are not for operators to read there."""

from django.contrib import admin

from chat.models import Membership, Room


class MembershipInline(admin.TabularInline):
    model = Membership
    fields = ["user", "role", "joined_at"]
    readonly_fields = ["user", "joined_at"]
    extra = 0
    can_delete = False

    def has_add_permission(self, *args: object) -> bool:
        return False


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ["__str__", "kind", "topic", "head", "created_at"]
    list_filter = ["kind"]
    search_fields = ["name", "topic"]
    readonly_fields = ["kind", "head", "version", "created_at"]
    inlines = [MembershipInline]

    def has_add_permission(self, *args: object) -> bool:
        return False

    def has_change_permission(self, *args: object) -> bool:
        # The admin saves every column, and would put a busy room's numbers back.
        return False

    def has_delete_permission(self, *args: object) -> bool:
        return False
