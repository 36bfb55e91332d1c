"""Verbs of a rubric."""

from __future__ import annotations

from django.db import transaction

from campaigns.models import Level
from reports.models import Rubric
from reports.rules import Rubric as Rules
from reports.rules import load_shipped

LEVELS = {"township": Level.TOWNSHIP, "village": Level.VILLAGE}


@transaction.atomic
def keep(rules: Rules) -> Rubric:
    """Store a rubric version as data; the same version with other content is an error, since a
    change is a new version (domain A8)."""
    row, _ = Rubric.objects.get_or_create(
        code=rules.code,
        version=rules.version,
        defaults={
            "title": rules.name,
            "level": LEVELS[rules.level],
            "content": rules.as_dict(),
            "digest": rules.digest,
        },
    )
    if row.digest != rules.digest:
        raise ValueError(f"{rules.code} {rules.version} 已存在而内容不同；改动后请用新的版本号。")
    return row


def shipped(code: str) -> Rubric:
    """The rubric that comes with the system (RC1, RC2), stored on first use."""
    return keep(load_shipped(code))
