"""The presence app: who is here, right now."""
