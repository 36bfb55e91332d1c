"""A county's own text of the rubric, a draft of the next and what put the first in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.models import Rubric, RubricAdoption, RubricDraft
from reports.rules import load_shipped
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


def build(world: World, rows: Rows, code: int) -> None:
    """The three rows of one county. The text itself is no canary: it is read by everybody in the
    county, and by nobody of the next, which the rows' own addresses are asked for."""
    campaign, county = rows.by_noun["campaigns"][code], world.divisions[code]
    content = {**load_shipped("RC1").as_dict(), "version": "本县第1版"}
    text = Rubric.objects.create(
        county=county, code="RC1", version="本县第1版", title="本县考核细则", level=4,
        content=content, digest="0" * 64,
    )  # fmt: skip
    rows.by_noun["rubrics"][code] = text
    rows.by_noun["rubric_drafts"][code] = rows.make(
        RubricDraft,
        code,
        campaign=campaign,
        county=county,
        level=5,
        content={**load_shipped("RC2").as_dict(), "version": "本县第2版"},
        drafted_by=world.county,
    )
    rows.make(
        RubricAdoption, code, campaign=campaign, county=county, level=4, rubric=text,
        by=world.governance,
    )  # fmt: skip
