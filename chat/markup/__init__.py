"""What a message's text looks like: rendered once, when written."""
