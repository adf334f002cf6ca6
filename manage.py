#!/usr/bin/env python
"""Run one of the site's commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_channels.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Whoever set the variable needs the reason; the way Python got here helps nobody.
        print(f"Configuration: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
