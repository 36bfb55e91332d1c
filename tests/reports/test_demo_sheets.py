"""The demo county's sheets: every stage that lasts is there, with rows to look at."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from django.utils import timezone

from campaigns.models import Sheet, SheetRow
from households.models import Household
from reports.demo import sheets
from reports.demo.county import County
from tests.cast import World


def test_every_lasting_stage(world: World) -> None:
    one = world.village_one
    county: Any = SimpleNamespace(
        villages=[one, world.village_two],
        townships=[world.township],
        workers={one.code: [world.village], world.township.code: [world.town]},
        township_of=lambda code: code // 1000 * 1000,
        dice=lambda *key: Random(str(key)),
        until=timezone.localdate() - timedelta(days=1),
        system=world.system,
    )
    sheets.sheets(cast("County", county))
    found = {s.stage: s for s in Sheet.objects.all()}
    assert set(found) == {"written", "waiting", "returned", "refused", "dropped", "expired"}
    assert (found["written"].added, found["written"].wrong) == (12, 0)
    waiting = found["waiting"]
    assert (waiting.added, waiting.changed, waiting.same, waiting.wrong) == (10, 1, 7, 8)
    assert SheetRow.objects.filter(sheet=waiting).count() == 26
    assert waiting.files.filter(what="marked").exists()
    assert set(Household.objects.values_list("number", flat=True)) == {"0201", "0202", "0203"}
    sheets.sheets(cast("County", county))
    assert Sheet.objects.count() == 6
