"""``manage.py rerender``: show earlier messages as new ones, beside the site that runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chat import actions


class Command(BaseCommand):
    help = (
        "Render every message again, while the site runs. Never needed: earlier messages only look "
        "as they did. If it is interrupted, go on after the last number it printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="begin after it")

    def handle(self, *, after: int, **options: Any) -> None:
        for last in actions.rerender(after):
            self.stdout.write(str(last))
        self.stdout.write("Every message is rendered.")
