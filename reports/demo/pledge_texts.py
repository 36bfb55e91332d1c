"""The texts of the year's pledges: the city's, signed back by the county, the county's in two
editions, one township's own, a draft that waits; hand-overs and a print. Made by the verbs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts import jobs
from campaigns import printing
from campaigns.models import Division, Pledge, PledgeTemplate, Rung
from campaigns.queries.pledge_template import above_in_force
from campaigns.transitions import pledge_template as verbs
from campaigns.transitions.pledge import sign
from campaigns.transitions.pledge_city import issue_to_counties
from campaigns.transitions.pledge_hand_over import hand_over, record_city
from campaigns.transitions.pledge_print import ask_print
from campaigns.transitions.pledge_template import Typed
from households import letters
from households.transitions.letter import ask_letters
from reports.demo.county import County, at

ORIGIN = "http://127.0.0.1:8000"
# What the city asks of its counties; codes as they go down the tree.
CITY = (
    Typed("screening", "家庭排查覆盖率", Decimal(95), metric="screening", rubric_line="3.1"),
    Typed("reporting", "按时报告率（含零报告）", Decimal(100), metric="reporting"),
    Typed("keepers", "包户到人落实率", Decimal(100), metric="keepers"),
    Typed("success", "调解成功率", Decimal(95), metric="mediation_success", reaches=Rung.TOWNSHIP),
    Typed("created", "平安家庭创建率", Decimal(85), reaches=Rung.HOUSEHOLD),
    Typed("publicity", "集中宣传活动", Decimal(4), "次"),
)


def texts(county: County) -> None:
    """Every rung in force before anything is issued; edition 1 of the township text was replaced
    when the target of visits was lowered, with its reason."""
    campaign, boss = county.campaign, county.officers["xianfulian"]
    above = _above(county)
    first = _rung(county, Rung.TOWNSHIP, county.division)
    second = verbs.draft(campaign=campaign, owner=county.division, rung=Rung.TOWNSHIP, by=boss)
    verbs.publish(second, by=boss)
    _rung(county, Rung.VILLAGE, county.division)
    _rung(county, Rung.HOUSEHOLD, county.division)
    made = PledgeTemplate.objects.filter(Q(campaign=campaign) | Q(pk=above.pk))
    opened = campaign.sign_by - timedelta(days=40)
    made.update(drafted_at=at(opened, 10), published_at=at(opened + timedelta(days=3), 15))
    PledgeTemplate.objects.filter(pk=first.pk).update(
        published_at=at(opened + timedelta(days=1), 9)
    )


def _above(county: County) -> PledgeTemplate:
    """What the city asks for: its own text, issued to the county; where no city takes part, as the
    county typed it in."""
    by, city = county.officers.get("shifulian"), county.division.parent
    if by is None or city is None:
        return _rung(county, Rung.COUNTY, county.division, clauses=CITY)
    row = verbs.draft(campaign=None, owner=city, rung=Rung.COUNTY, year=county.campaign.year, by=by)
    row = verbs.save(row, by=by, parts=parts_of(row), clauses=CITY)
    row = verbs.publish(row, by=by)
    issue_above(county)
    return row


def issue_above(county: County) -> None:
    """The city's governance office issues to every county that has no pledge yet, signed."""
    by, city, year = (
        county.officers.get("shipinganban"), county.division.parent, county.campaign.year,
    )  # fmt: skip
    if by is None or city is None or above_in_force(by, city, year) is None:
        return
    issue_to_counties(
        place=city, year=year, by=by, issuer_signatory="陈建国",
        issued_on=_past(county.campaign.sign_by - timedelta(days=35)),
    )  # fmt: skip


def _past(day: date) -> date:
    return min(day, timezone.localdate())


def _with_the_city(county: County) -> None:
    """The county signs back what the city issued, or keeps what it signed on paper."""
    campaign, boss = county.campaign, county.officers["xianfulian"]
    day = _past(campaign.sign_by - timedelta(days=30))
    issued = Pledge.objects.live().filter(campaign=campaign, holder=county.division).first()
    if issued is not None:
        sign(issued, by=boss, holder_signatory="周立新", signed_on=day)
        return
    record_city(
        campaign=campaign, by=boss, issuer_signatory="陈建国", holder_signatory="周立新",
        signed_on=day,
    )  # fmt: skip


def _rung(
    county: County, rung: int, owner: Division, clauses: tuple[Typed, ...] = ()
) -> PledgeTemplate:
    by = county.officers["xianfulian"]
    if owner != county.division:
        by = county.workers[owner.code][0]
    row = verbs.draft(campaign=county.campaign, owner=owner, rung=rung, by=by)
    if clauses:
        row = verbs.save(row, by=by, parts=parts_of(row), clauses=clauses)
    return verbs.publish(row, by=by)


def parts_of(row: PledgeTemplate) -> dict[str, Any]:
    """The written parts as they stand."""
    names = (*verbs.PARTS, "starts_on", "ends_on")
    return {name: getattr(row, name) for name in names}


def typed_of(row: PledgeTemplate) -> list[Typed]:
    """The clauses as they stand, to be put right."""
    return [
        Typed(
            c.code,
            c.text,
            c.target,
            c.unit,
            c.at_least,
            c.reaches,
            c.metric,
            c.rubric_line,
            c.weaker_reason,
        )
        for c in row.clauses.all()
    ]


def scenes(county: County) -> None:
    """After the pledges are there: the city's, a township's own village text and another's draft,
    leaders that changed, a village's print and its letters."""
    campaign = county.campaign
    _with_the_city(county)
    _own_text(county, county.townships[0], publish=True)
    if len(county.townships) > 1:
        _own_text(county, county.townships[1], publish=False)
    signed = Pledge.objects.filter(campaign=campaign, status="signed")
    for code in (county.townships[0].code, county.villages[0].code):
        pledge = signed.filter(holder=code).first()
        if pledge is not None and pledge.signed_on is not None:
            hand_over(
                pledge,
                by=county.workers[code][0],
                side="holder",
                to_name="赵明远",
                handed_on=min(pledge.signed_on + timedelta(days=60), timezone.localdate()),
                note="换届",
            )
    _printed(county)


def _own_text(county: County, town: Division, *, publish: bool) -> None:
    """A township asks for less in one line, and says why; the draft still lacks the reason."""
    by = county.workers[town.code][0]
    row = verbs.draft(campaign=county.campaign, owner=town, rung=Rung.VILLAGE, by=by)
    reason = "外出务工家庭多，分两年达到" if publish else ""
    lines = [
        replace(c, target=Decimal(90), weaker_reason=reason) if c.code == "screening" else c
        for c in typed_of(row)
    ]
    row = verbs.save(row, by=by, parts=parts_of(row), clauses=lines)
    if publish:
        verbs.publish(row, by=by)


def _printed(county: County) -> None:
    """The first village has its pledge and its letters printed; nobody rings for it."""
    village = county.villages[0]
    by = county.workers[village.code][0]
    with jobs.unrung():
        batch = ask_print(campaign=county.campaign, place=village, origin=ORIGIN, by=by)
        printing.draw(batch.pk)
        sheets = ask_letters(campaign=county.campaign, place=village, origin=ORIGIN, by=by)
        letters.draw(sheets.pk)
