"""What the apps above chat may want to know; they connect in their ``ready()``.

Sent in the transaction that writes, which a receiver's failure undoes.
"""

from django.dispatch import Signal

messages_posted = Signal()
"""These are new. Arguments: messages (a sequence of MessageView, at least one)."""

message_changed = Signal()
"""A message was edited, deleted, pinned or taken down. Arguments: message (Message)."""
