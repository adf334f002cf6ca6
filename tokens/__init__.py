"""Tokens: how programs do some one thing on the site, in the name of who made the token."""
