"""A form sent twice makes one row, also when both arrive at the same moment."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Invalid

M = TypeVar("M", bound=models.Model)


def saved_once(row: M, *, by: User, told: dict[str, str] | None = None) -> tuple[M, bool]:
    """Save a new row with a client_uuid; (row, True), or (the first one, False) when it came
    before. told: the sentences for another row of the same name, where a name is taken once."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        key: Any = getattr(row, "client_uuid")  # noqa: B009
        rows: Any = type(row)._default_manager
        known = rows.visible_to(by).filter(client_uuid=key).first() if key else None
        if known is not None:
            return known, False
        raise Invalid(told or _("这张表已经交过，请打开一张新的再填。")) from None
    return row, True
