"""Which records a run counted, as they were when it froze them."""

from __future__ import annotations

from django.db import models

from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind, Wall


class RunRows(models.Model):
    """The source rows of one place in one run. rows: a line of text for all records that count the
    same, with their keys (reports.row_lists). One text a place, because the database packs it to a
    third. For roles that work with families alone."""

    wall = Wall(Kind.CASE, "place_id")

    run = models.ForeignKey("reports.ScoringRun", models.CASCADE, related_name="rows")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rows = models.TextField()

    objects = ScopedQuerySet["RunRows"].as_manager()

    class Meta:
        ordering = ["run_id", "place_id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="run_rows_once_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.place_id}"
