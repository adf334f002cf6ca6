"""The site's settings, with a channel layer that forgets after a second who is in a group."""

from example_channels.settings import *  # noqa: F403 - all of them
from example_channels.settings import CHANNEL_LAYERS

EXPIRY = 1  # seconds
CHANNEL_LAYERS["default"]["CONFIG"]["group_expiry"] = EXPIRY
