"""How much of a chain of replies each who takes part in it has seen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ThreadRead(models.Model):
    """That somebody takes part in a chain, and how many of its replies they have seen."""

    # The unique constraint begins with the user, and serves as its index.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="thread_reads", db_index=False
    )
    root = models.ForeignKey("chat.Message", models.CASCADE, related_name="+", db_index=False)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("thread read")
        verbose_name_plural = _("threads read")
        constraints = [models.UniqueConstraint(fields=["user", "root"], name="one_mark_a_thread")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.root_id}"
