"""The plumbing between actions and sockets. Imports no app."""
