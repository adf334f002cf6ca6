"""``manage.py protocol_docs``: write docs/protocol.md, or say that it is out of step."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from example_channels.protocol_docs import document


class Command(BaseCommand):
    help = "Write docs/protocol.md from the definitions of events and requests."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if it would")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page, path = document(), settings.BASE_DIR / "docs" / "protocol.md"
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(page)
        elif not path.exists() or path.read_text() != page:
            raise CommandError("docs/protocol.md is out of step: run manage.py protocol_docs.")
