"""The server process: what it refuses, what it prepares, how it runs and how it stops."""
