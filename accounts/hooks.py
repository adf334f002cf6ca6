"""What the apps above accounts may want to know; they connect in their ``ready()``.

Unless said otherwise they are sent once the write holds, and a receiver's failure is logged and
harms nobody.
"""

from django.dispatch import Signal

login_ended = Signal()
"""A log-in ended by somebody's wish. Arguments: user_id (int), key (str, the log-in's)."""

user_changed = Signal()
"""What lists show of a person changed, or they are new. Arguments: user_id (int)."""

user_forgotten = Signal()
"""A person is being forgotten: take away what tells who they were. Sent in the transaction of that,
which a receiver's failure undoes. Arguments: user_id (int)."""
