"""Every page of the site by its name, and how it is come by; tests/server compares the names.

In braces stands what only a site with content has: see ``content.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

OF_STRANGERS = {
    "account_confirm_email": "/account/confirm-email/{confirmation}/",
    "account_email_verification_sent": "/account/confirm-email/",
    "account_inactive": "/account/inactive/",
    "account_login": "/log_in/",
    "account_reset_password": "/account/password/reset/",
    "account_reset_password_done": "/account/password/reset/done/",
    "account_reset_password_from_key_done": "/account/password/reset/key/done/",
    "account_signup": "/sign_up/",
    "accounts:set_up": "/account/set_up/{set_up}/",
    "connection": "/connection/",
    "shortcuts": "/shortcuts/",
}

OF_MEMBERS = {
    "account_change_password": "/account/password/change/",
    "account_email": "/account/email/",
    "account_logout": "/log_out/",
    "account_reauthenticate": "/account/reauthenticate/",
    "accounts:devices": "/account/devices/",
    "accounts:profile": "/account/profile/",
    "accounts:security": "/account/security/",
    "accounts:settings": "/account/settings/",
    "bookmarks": "/bookmarks/",
    "chat:about": "/rooms/{room}/about/",
    "chat:commands": "/rooms/commands/",
    "chat:delete": "/rooms/{room}/{edited}/delete/",
    "chat:edit": "/rooms/{room}/{edited}/edit/",
    "chat:history": "/rooms/{room}/{edited}/history/",
    "chat:message": "/rooms/{room}/1/",
    "chat:new_conversation": "/rooms/direct/",
    "chat:new_room": "/rooms/new/",
    "chat:pins": "/rooms/{room}/pins/",
    "chat:reactions": "/rooms/{room}/1/reactions/",
    "chat:room": "/rooms/{room}/",
    "chat:rooms": "/rooms/",
    "chat:settings": "/rooms/{room}/settings/",
    "chat:thread": "/rooms/{room}/1/thread/",
    "connection": "/connection/",
    "feeds:log": "/feeds/logs/app/",
    "feeds:logs": "/feeds/logs/",
    "feeds:run": "/feeds/runs/{run}/",
    "feeds:runs": "/feeds/runs/",
    "home": "/",
    "incidents:alerts": "/incidents/alerts/",
    "incidents:area": "/incidents/areas/{area}/",
    "incidents:areas": "/incidents/areas/",
    "incidents:change_incident": "/incidents/{incident}/edit/",
    "incidents:incident": "/incidents/{incident}/",
    "incidents:incidents": "/incidents/",
    "incidents:new_area": "/incidents/areas/new/",
    "incidents:new_incident": "/incidents/new/",
    "mfa_index": "/account/2fa/",
    "mfa_list_webauthn": "/account/2fa/webauthn/",
    "my_presence": "/account/presence/mine/",
    "person": "/people/{person}/",
    "presence_settings": "/account/presence/",
    "search:search": "/search/?q={words}",
    "shortcuts": "/shortcuts/",
    "status": "/status/",
}

# Of whoever has them; the first two pages are there without, too.
OF_TWO_FACTORS = {
    "mfa_index": "/account/2fa/",
    "mfa_list_webauthn": "/account/2fa/webauthn/",
    "mfa_add_webauthn": "/account/2fa/webauthn/add/",
    "mfa_deactivate_totp": "/account/2fa/totp/deactivate/",
    "mfa_edit_webauthn": "/account/2fa/webauthn/keys/{passkey}/edit/",
    "mfa_generate_recovery_codes": "/account/2fa/recovery-codes/generate/",
    "mfa_reauthenticate": "/account/2fa/reauthenticate/",
    "mfa_reauthenticate_webauthn": "/account/2fa/webauthn/reauthenticate/",
    "mfa_remove_webauthn": "/account/2fa/webauthn/keys/{passkey}/remove/",
    "mfa_view_recovery_codes": "/account/2fa/recovery-codes/",
}

# Where there is nothing yet, these look different; the others are as full as they will be.
OF_NEWCOMERS = {
    "bookmarks": "/bookmarks/",
    "chat:about": "/rooms/1/about/",
    "chat:new_conversation": "/rooms/direct/",
    "chat:pins": "/rooms/1/pins/",
    "chat:room": "/rooms/1/",
    "chat:rooms": "/rooms/",
    "feeds:runs": "/feeds/runs/",
    "home": "/",
    "incidents:alerts": "/incidents/alerts/",
    "incidents:areas": "/incidents/areas/",
    "incidents:incidents": "/incidents/",
    "mfa_activate_totp": "/account/2fa/totp/activate/",
    "mfa_index": "/account/2fa/",
    "mfa_list_webauthn": "/account/2fa/webauthn/",
    "search:search": "/search/",
}

# Of many colours: looked at in both themes at both widths.
COLOURFUL = {
    name: OF_MEMBERS[name]
    for name in ("chat:room", "feeds:run", "home", "incidents:incidents", "search:search")
}

OF_STAFF = {
    "accounts:ban": "/account/people/{person}/ban/",
    "accounts:people": "/account/people/",
    "processes": "/staff/processes/",
    "tokens:tokens": "/tokens/",
}

# Looked at on their way: who logs in with two factors, has forgotten the password, is invited.
ON_THE_WAY = {"account_reset_password_from_key", "mfa_authenticate", "room_invitation"}

# Those that only take what a form sends, or only lead to another page.
DOORS = {
    "account_confirm_login_code",
    "account_set_password",
    "accounts:account",
    "accounts:change_person",
    "accounts:invitation",
    "accounts:invite",
    "accounts:sign_out_device",
    "accounts:sign_out_others",
    "accounts:theme",
    "chat:archive",
    "chat:at",
    "chat:bookmark",
    "chat:direct",
    "chat:invite",
    "chat:join",
    "chat:leave",
    "chat:links",
    "chat:mine",
    "chat:pin",
    "chat:react",
    "chat:read",
    "chat:read_thread",
    "chat:remove",
    "chat:restore",
    "chat:revoke_link",
    "chat:role",
    "disconnect",
    "feeds:feeds",
    "incidents:acknowledge",
    "incidents:acknowledge_all",
    "incidents:delete_area",
    "incidents:end_incident",
    "incidents:open_room",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "remove_bookmark",
    "set_language",
    "tokens:revoke",
}

LISTED = {
    *OF_STRANGERS,
    *OF_MEMBERS,
    *OF_NEWCOMERS,
    *OF_TWO_FACTORS,
    *OF_STAFF,
    *ON_THE_WAY,
    *DOORS,
}


def addresses(pages: Mapping[str, str], known: Mapping[str, str]) -> Iterator[str]:
    """Where these pages are, as far as what is in their braces is known."""
    for path in pages.values():
        try:
            yield path.format_map(known)
        except KeyError:
            continue
