"""``manage.py reindex``: index every message again, beside the site that runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search import actions, statements


class Command(BaseCommand):
    help = (
        "Index every message again, while the site runs. Needed only after a line of the changelog "
        "that says so. If it is interrupted, go on after the last number it printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="begin after it")

    def handle(self, *, after: int, **options: Any) -> None:
        newest = statements.newest()
        for last in actions.fill(after):
            self.stdout.write(f"{last} of {newest}")
        self.stdout.write("Every message is indexed.")
