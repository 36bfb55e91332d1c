"""What stands above the counties: texts handed down and their drafts, the text of a city's pledge,
a pledge issued to a county."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from campaigns.models import Division, Pledge, PledgeClause, PledgeTemplate
from reports.models import HandedRubric
from reports.rules import load_shipped
from tests import cast
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

ONE = 990101000000


def build(world: World, rows: Rows, code: int) -> None:
    """Of a city or a province: a text that is handed down, a draft of the next, which its own
    addresses are asked for; of the city its pledge's text in force and one issued to 甲县."""
    place = Division.objects.get(code=code)
    shared = {"place": place, "year": timezone.localdate().year, "drafted_by": world.system,
              "changed_by": world.system}  # fmt: skip
    for level, status in ((4, "published"), (5, "draft")):
        content = load_shipped("RC1" if level == 4 else "RC2").as_dict()
        more: dict[str, Any] = {}
        if status == "published":
            more = {"published_by": world.users["city_office"], "published_at": timezone.now()}
        rows.by_noun["handed"][code] = rows.make(
            HandedRubric, code, level=level, status=status, digest="2" * 64 if more else "",
            content={**content, "version": f"{code}第1版"[:20]}, **shared, **more,
        )  # fmt: skip
    if code == cast.CITY:
        _pledge(world, rows, place)


def _pledge(world: World, rows: Rows, city: Division) -> None:
    text = rows.make(
        PledgeTemplate, city.code, campaign=None, owner=city, rung=3, starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31), drafted_by=world.system, drafted_at=timezone.now(),
    )  # fmt: skip
    rows.make(
        PledgeClause, city.code, template=text, owner=city, ordinal=1, target=95, unit="%",
        metric="screening", rubric_line="3.1",
    )  # fmt: skip
    text.status, text.edition = "published", 1
    text.published_by, text.published_at = world.system, timezone.now()
    text.save()
    rows.by_noun["pledge_texts"][city.code] = text
    rows.by_noun["pledges"][city.code] = rows.make(
        Pledge, ONE, campaign=rows.by_noun["campaigns"][ONE], issuer=city,
        holder=world.divisions[ONE], template=text, issued_on=timezone.localdate(),
        issued_by=world.users["city"], holder_signatory="", issuer_signatory="",
    )  # fmt: skip
    for secret in rows.secrets.values():
        if secret.place == city.code and secret.column.startswith("campaigns.pledge"):
            secret.offered = secret.above = True
