"""The Rollcall project: composition at the top, plumbing (``realtime``) at the bottom."""
