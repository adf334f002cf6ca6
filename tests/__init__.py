"""The tests; folders and modules mirror the packages they test."""
