"""What the kinds of households share: finding the village a row means, and what stands on a row."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

from accounts import scope
from accounts.pointing import pointing_at
from campaigns.sheets.kinds import Desk
from campaigns.sheets.table import Line


def village_of(line: Line, desk: Desk) -> int | None:
    """The code of the village a row means, its name put right; a village that does not exist and
    one out of reach are told in the same words (T3)."""
    word = str(line.values.get("village", ""))
    if word:
        village = desk.village(word, str(line.values.get("township", "")))
    else:
        village = desk.villages[0] if len(desk.villages) == 1 else None
    if village is not None:
        line.values["village"] = village.name
        return village.code
    said = _("请填村（社区）的名称。")
    if word:
        said = _("“%(word)s”不是您能登记的村，请从下拉框里选。") % {"word": word}
    line.wrong("village", said)
    return None


def refers_to(model: type[models.Model], keys: Iterable[int], apart: set[str]) -> set[int]:
    """Keys of rows that other records hold on to. Asked as the system: a record the person may
    not see keeps its row as well, and the answer in words is the same as for any change."""
    found: set[int] = set()
    wanted = list(keys)
    with scope.as_system():
        for other, column in pointing_at(model):
            if other._meta.label_lower in apart:
                continue
            rows = other._default_manager.filter(**{f"{column.name}__in": wanted})
            found.update(rows.values_list(column.attname, flat=True))
    return found
