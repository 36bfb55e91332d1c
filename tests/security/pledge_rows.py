"""Rows around the pledges: texts of a county, hand-overs, prints, letters of each village."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from django.utils import timezone

from accounts.models import User
from campaigns.models import PledgeClause, PledgeHandOver, PledgePrint, PledgeTemplate
from households.models import LetterPart, LetterPrint
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


def _blank() -> bytes:
    out = BytesIO()
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())
        pdf.save(out)
    return out.getvalue()


BLANK = _blank()
# Who asks for a print in each place.
ASKERS = {
    990101100201: "village",
    990101100202: "village_next",
    990101100000: "town",
    990101101000: "town_next",
    990101000000: "county",
    990102000000: "county_other",
}


def texts(world: World, rows: Rows, county: int) -> None:
    """A text in force, which pledges are issued on, and the draft of its next edition, which is
    what a URL asks for; one clause each."""
    force = _text(world, rows, county)
    force.status, force.edition = "published", 1
    force.published_by, force.published_at = world.system, timezone.now()
    force.save()
    for secret in rows.secrets.values():
        if secret.place == county and secret.column.startswith("campaigns.pledge"):
            secret.offered = True
    rows.by_noun["pledge_texts_in_force"][county] = force
    rows.by_noun["pledge_texts"][county] = _text(world, rows, county)


def _text(world: World, rows: Rows, county: int) -> PledgeTemplate:
    text = rows.make(
        PledgeTemplate,
        county,
        campaign=rows.by_noun["campaigns"][county],
        owner=world.divisions[county],
        rung=3,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        drafted_by=world.system,
        drafted_at=timezone.now(),
    )
    rows.make(
        PledgeClause,
        county,
        template=text,
        owner=text.owner,
        ordinal=1,
        target=95,
        unit="%",
        metric="screening",
        rubric_line="3.1",
    )
    return text


def text_of(rows: Rows, code: int) -> PledgeTemplate:
    """The text a pledge of the place is issued on."""
    text: PledgeTemplate = rows.by_noun["pledge_texts_in_force"][code // 10**6 * 10**6]
    return text


def around(world: World, rows: Rows, code: int) -> None:
    """A hand-over and a print of a place that has a pledge; letters where it is a village."""
    pledge, now = rows.by_noun["pledges"][code], timezone.now()
    rows.make(
        PledgeHandOver,
        code,
        pledge=pledge,
        holder=pledge.holder,
        side="holder",
        handed_on=timezone.localdate(),
        recorded_by=world.system,
        recorded_at=now,
    )
    for who in ("handler", "kin") if code == 990101100201 else ():
        _prints(world, rows, code, world.users[who])
        for noun in ("pledge_prints", "letters"):
            rows.personal[noun, who] = rows.by_noun[noun][code]
    batch = _prints(world, rows, code, world.users[ASKERS.get(code, "county_other")])
    if code % 1000:
        rows.by_noun["letter_parts"][code] = rows.make(
            LetterPart,
            code,
            job=batch,
            village=pledge.holder,
            template=pledge.template,
            keys=[rows.by_noun["households"][code].pk],
            letters=1,
            size=len(BLANK),
            content=BLANK,
            made_at=now,
            expires_at=now + timedelta(days=1),
        )


def _prints(world: World, rows: Rows, code: int, asker: User) -> LetterPrint:
    pledge, now = rows.by_noun["pledges"][code], timezone.now()
    job = rows.make(
        PledgePrint,
        code,
        campaign=pledge.campaign,
        place=pledge.holder,
        asked_by=asker,
        asked_at=now,
        state="done",
        size=len(BLANK),
        content=BLANK,
        expires_at=now + timedelta(days=1),
    )
    rows.by_noun["pledge_prints"][code] = job
    batch: LetterPrint = rows.make(
        LetterPrint,
        code,
        campaign=pledge.campaign,
        template=pledge.template,
        place=pledge.holder,
        asked_by=asker,
        asked_at=now,
        state="done",
    )
    rows.by_noun["letters"][code] = batch
    return batch
