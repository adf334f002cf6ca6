"""Load from outside: the figures of the README, and how they are taken."""
