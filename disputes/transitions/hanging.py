"""What the verbs of everything that hangs on a dispute share: opening it locked, changing it."""

from __future__ import annotations

from typing import Any, TypeVar

from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from disputes.models import Confirmation, CourtReferral, Dispute, Promise
from disputes.transitions import handling

H = TypeVar("H", Promise, Confirmation, CourtReferral)


def opened(row: H, by: User, act: Act, moment: str, words: str, version: int | None) -> H:
    """The row as it is now, locked behind its dispute: 404 outside the reach, 403 where it is not
    her turn, 409 where it is not the moment."""
    dispute = handling.locked(row.dispute, by)
    rows: Any = type(row)._default_manager
    found: H = rows.locked(by, pk=row.pk)
    found.dispute = dispute
    handling.require_handler(by, act, dispute)
    require_moment(found, moment, words)
    require_version(found, version, {}, [])
    return found


def change(row: Promise | Confirmation | CourtReferral, **values: object) -> None:
    """Set and save the named fields as the next version."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])


def own(dispute: Dispute) -> dict[str, Any]:
    """What every row that hangs on a dispute repeats of it, for its wall."""
    return {
        "matter_id": dispute.matter_id,
        "dispute": dispute,
        "village_id": dispute.village_id,
    }
