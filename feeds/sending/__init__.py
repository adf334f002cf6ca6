"""The other end of a run: what ``manage.py follow`` does at the machine where a command runs."""
