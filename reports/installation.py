"""What reports stores in the database when it is installed: the rubrics that come with the system.

Readers only read: who looks at a rubric first leaves no trace, and a read-only replica or a
reader without rights sees the same as anybody."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from reports.models import Rubric
from reports.rules import EXAMPLES, SHIPPED, load_shipped
from reports.rules import Rubric as Rules
from reports.transitions.rubric import keep


def fill() -> None:
    """Store every shipped text that is not there as it is now. Runs as the owner role, any number
    of times (`install_database`)."""
    with transaction.atomic():
        for code in (*SHIPPED, *EXAMPLES):
            keep_shipped(load_shipped(code))


def keep_shipped(rules: Rules) -> Rubric:
    """The row of a text: the newest of its code where that says the same, else a new version
    beside the old ones, which stay as they were scored by: 2026年第1版, 2026年第1版（2）…"""
    rows = Rubric.objects.filter(county__isnull=True, code=rules.code)
    newest = rows.order_by("-loaded_at", "-id").first()
    if newest is None:
        return keep(rules)
    if newest.digest == replace(rules, version=newest.version).digest:
        return newest
    taken = set(rows.values_list("version", flat=True))
    number, version = 1, rules.version
    while version in taken:
        number += 1
        version = f"{rules.version}（{number}）"
    return keep(replace(rules, version=version))
