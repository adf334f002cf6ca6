"""Rooms, their members, and messages: nothing lost, nothing twice, in order."""
