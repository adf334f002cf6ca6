"""The pages of incidents: find through the user, act, render."""
