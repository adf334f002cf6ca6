"""Everything that writes about presence, and all that it publishes from outside of its task."""

from presence.actions.notices import ask_notice, cancel_notice, tell_back
from presence.actions.standing import report_zone, say, set_audience, set_status
from presence.actions.tracking import facts_changed, forget, record_seen, signed_out

__all__ = [
    "ask_notice",
    "cancel_notice",
    "facts_changed",
    "forget",
    "record_seen",
    "report_zone",
    "say",
    "set_audience",
    "set_status",
    "signed_out",
    "tell_back",
]
