"""Live feeds: what happens in files on the server, seen by everybody who should know."""
