"""Every page's address."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from accounts.preferences import choose_language
from chat.views import list_bookmarks, remove_bookmark, use_invitation
from example_channels import connection
from example_channels.shortcuts import show_shortcuts

# The admin's own form knows no rate limit and no second factor; the site's log-in does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("account/", include("allauth.urls")),
    # After allauth's own: of two addresses with one name the later is what reverse() answers.
    path("sign_up/", account.signup, name="account_signup"),
    path("log_in/", account.login, name="account_login"),
    path("log_out/", account.logout, name="account_logout"),
    path("account/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("language/", choose_language, name="set_language"),
    path("connection/", connection.show_connection, name="connection"),
    path("shortcuts/", show_shortcuts, name="shortcuts"),
    path("rooms/", include("chat.urls")),
    path("invite/<str:token>/", use_invitation, name="room_invitation"),
    path("bookmarks/", list_bookmarks, name="bookmarks"),
    path("bookmarks/<int:message_id>/remove/", remove_bookmark, name="remove_bookmark"),
    path("search/", include("search.urls")),
    path("tokens/", include("tokens.urls")),
    path("feeds/", include("feeds.urls")),
    path("incidents/", include("incidents.urls")),
    path("", include("presence.urls")),
]
