"""Imported sheets in every place of the cast: waiting for their sender, rows full of canaries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.walls import Kind
from campaigns.models import Sheet, SheetFile, SheetRow
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


def build(world: World, rows: Rows, senders: list[tuple[int, str]]) -> None:
    """One sheet of each sender, with one wrong row and a marked copy."""
    for code, who in senders:
        place = world.divisions[code]
        sheet = rows.make(
            Sheet,
            code,
            kind="roster",
            place=place,
            asked_by=world.users[who],
            asked_at=timezone.now(),
            finished_at=timezone.now(),
            state="done",
            source="file",
            stage="waiting",
            added=2,
            wrong=1,
        )
        for ordinal, verdict in enumerate(("wrong", "added"), 1):
            word = rows.canary(Kind.CASE, code, "campaigns.sheetrow.content")
            content = {"sheet": "名册", "number": ordinal, "values": {}, "label": word}
            content |= {"problems": [["C7", "姓名", word]], "changes": [], "plan": {}}
            rows.make(
                SheetRow,
                code,
                sheet=sheet,
                place=place,
                ordinal=ordinal,
                verdict=verdict,
                content=json.dumps(content, ensure_ascii=False),
            )
        made = rows.canary(Kind.CASE, code, "campaigns.sheetfile.content")
        SheetFile.objects.create(sheet=sheet, place=place, what="marked", content=made.encode())
        rows.by_noun["imports"].setdefault(code, sheet)
        rows.personal["imports", who] = sheet
