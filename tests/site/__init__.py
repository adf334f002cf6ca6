"""The whole site, from outside."""
