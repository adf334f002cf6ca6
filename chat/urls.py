"""The addresses of rooms."""

from django.urls import path

from chat import views

app_name = "chat"
urlpatterns = [
    path("", views.list_rooms, name="rooms"),
    path("new/", views.new_room, name="new_room"),
    path("commands/", views.list_commands, name="commands"),
    path("direct/", views.new_conversation, name="new_conversation"),
    path("direct/<int:user_id>/", views.open_direct, name="direct"),
    path("<int:room_id>/", views.show_room, name="room"),
    path("<int:room_id>/join/", views.join_room, name="join"),
    path("<int:room_id>/leave/", views.leave_room, name="leave"),
    path("<int:room_id>/read/", views.mark_read, name="read"),
    path("<int:room_id>/invite/", views.invite, name="invite"),
    path("<int:room_id>/about/", views.about_room, name="about"),
    path("<int:room_id>/mine/", views.change_mine, name="mine"),
    path("<int:room_id>/archive/", views.archive_room, name="archive"),
    path("<int:room_id>/restore/", views.restore_room, name="restore"),
    path("<int:room_id>/links/", views.make_invitation, name="links"),
    path(
        "<int:room_id>/links/<int:invitation_id>/revoke/",
        views.revoke_invitation,
        name="revoke_link",
    ),
    path("<int:room_id>/settings/", views.change_room, name="settings"),
    path("<int:room_id>/members/<int:user_id>/remove/", views.remove_member, name="remove"),
    path("<int:room_id>/at/", views.jump_to_date, name="at"),
    path("<int:room_id>/members/<int:user_id>/role/", views.set_role, name="role"),
    path("<int:room_id>/pins/", views.list_pins, name="pins"),
    path("<int:room_id>/<int:position>/", views.show_room, name="message"),
    path("<int:room_id>/<int:position>/thread/", views.show_thread, name="thread"),
    path("<int:room_id>/<int:position>/thread/read/", views.read_thread, name="read_thread"),
    path("<int:room_id>/<int:position>/react/", views.react, name="react"),
    path("<int:room_id>/<int:position>/reactions/", views.list_reactions, name="reactions"),
    path("<int:room_id>/<int:position>/edit/", views.edit_message, name="edit"),
    path("<int:room_id>/<int:position>/delete/", views.delete_message, name="delete"),
    path("<int:room_id>/<int:position>/history/", views.show_history, name="history"),
    path("<int:room_id>/<int:position>/pin/", views.pin, name="pin"),
    path("<int:room_id>/<int:position>/bookmark/", views.bookmark, name="bookmark"),
]
