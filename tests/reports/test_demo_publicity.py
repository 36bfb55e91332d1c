"""The demo's publicity: a row made in bulk is the verb's, and every state can be seen."""

from __future__ import annotations

from datetime import date

import pytest

from accounts import trail
from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    DutyMark,
    KeptFile,
    Training,
)
from campaigns.transitions.activity import record_activity
from reports.demo import publicity
from tests.pictures import jpeg
from tests.reports.demo import columns, made, on, shown_to_visitors


@pytest.mark.django_db
def test_bulk_is_the_verb_and_every_state_is_there() -> None:
    county = made()
    shown_to_visitors(county)
    with on(date(2026, 11, 23)):
        publicity.play(county)
    marked = 0
    for row in list(Activity.objects.exclude(occasion="").order_by("-unit", "pk")[:3]):
        told = [(line.act, set(line.after), line.place) for line in trail.of(row).order_by("pk")]
        file = KeptFile.objects.filter(activity=row).first()
        facts = {name: getattr(row, name) for name in (
            "kind", "theme", "day", "venue", "people", "materials", "occasion",
        )}  # fmt: skip
        mine = columns(row)
        mark = DutyMark.objects.filter(activity=row).first()
        if mark:
            DutyMark.objects.filter(pk=mark.pk).update(taken_back_at=mark.at, back_reason="另登")
        row.theme = "另一条"
        row.save()
        with on(row.day, 17):
            fresh = record_activity(
                row.unit, by=row.recorded_by, photo=jpeg() if file else None, **facts
            )
        assert columns(fresh) == mine
        again = [(line.act, set(line.after), line.place) for line in trail.of(fresh).order_by("pk")]
        assert again == told
        if mark:
            remade = DutyMark.objects.get(activity=fresh)
            assert columns(remade) | {"activity_id": 0} == columns(mark) | {"activity_id": 0}
            of = [(line.act, set(line.after), line.place) for line in trail.of(remade)]
            assert of == [(line.act, set(line.after), line.place) for line in trail.of(mark)]
            marked += 1
        if file:
            copy = KeptFile.objects.get(activity=fresh)
            skip = {"activity_id": 0, "size": 0, "data": b"", "added_at": None}
            assert columns(copy) | skip == columns(file) | skip
    assert marked
    for model in (Activity, Training, Achievement, Adoption):
        moments = set(model._default_manager.values_list("taken_back_at", flat=True))
        assert None in moments, model
        assert len(moments) > 1, model
    assert set(Bulletin.objects.values_list("status", flat=True)) == set(Bulletin.Status.values)
    assert Bulletin.objects.filter(adoptions__taken_back_at=None, adoptions__pk__gt=0).exists()
    assert set(Achievement.objects.values_list("kind", flat=True)) == {"paper", "contest"}
    assert {"", "0308", "0515", "0626"} <= set(Activity.objects.values_list("occasion", flat=True))
    dated = Activity.objects.exclude(occasion="")
    assert dated.filter(files=None).exists()
    assert dated.exclude(files=None).exists()
