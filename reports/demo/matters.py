"""What people brought in a demo year beside disputes: advice, matters of others, rights matters in
every state with their reviews and return visits, duplicates, and the chair's reception days."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.models import Trail, User
from campaigns.models import Division
from disputes.models import (
    Matter,
    Party,
    RightsMatter,
    RightsReview,
    RightsVisit,
    Sorting,
)
from disputes.party_keys import keys_of
from disputes.receipts import new_receipt, receipt_hash
from disputes.transitions.intake import register
from disputes.transitions.matter import Caller
from disputes.transitions.reception import plan_year
from disputes.transitions.twin import decide_twin
from reports.demo import words
from reports.demo.county import County, shown_villages, told
from reports.demo.homes import new_uid
from reports.demo.letters import (
    ELSEWHERE,
    Made,
    answered,
    asked_for_review,
    letter,
    reviewed,
    told_of,
)

PER_TOWNSHIP, OF_COUNTY = 14, 40
CHANNELS = ("visit",) * 8 + ("hotline",) * 6 + ("letter",) * 3 + ("department", "police")
CATEGORIES = ("marriage",) * 9 + ("property",) * 4 + ("labour",) * 3 + ("person", "other")
BRIEFS = {
    "marriage": ("离婚后前夫不让见孩子。", "丈夫外出两年没有给家用。", "婆家不承认共同盖的房。"),
    "property": ("出嫁后村里收回承包地。", "征地补偿没有算女儿的份。", "父亲的房屋只写给儿子。"),
    "labour": ("单位三个月没有给产假工资。", "怀孕后被调岗降薪。", "厂里没有交生育保险。"),
    "person": ("有人在网上散布她的照片。", "前男友多次上门纠缠。"),
    "other": ("想知道低保怎么申请。", "孩子上学户口不在本地。"),
}
ADVICE = "已讲明有关规定，告知可以到县法律援助中心申请援助。"


def matters(county: County) -> None:
    """About three hundred in a county of twenty townships; then reception days and a pair."""
    made = Made()
    _receptions(county, made)
    for town in county.townships:
        dice = county.dice("matter", town.code)
        villages = [v for v in county.villages if county.township_of(v.code) == town.code]
        worker = county.workers[town.code][0]
        for _index in range(PER_TOWNSHIP if villages else 0):
            _one(county, dice, made, dice.choice(villages), town, worker)
    dice = county.dice("matter", county.division.code)
    boss = county.officers["xianfulian"]
    for _index in range(OF_COUNTY):
        place = dice.choice((county.division, dice.choice(county.villages)))
        _one(county, dice, made, place, county.division, boss)
    for gaps in LANES:
        _lane(county, made, gaps)
    _load(made)
    _twins(county)


def _receptions(county: County, made: Made) -> None:
    """Every Wednesday of the year, and what the chair received on some of them."""
    boss = county.officers["xianfulian"]
    days = plan_year(
        unit=county.division,
        year=county.campaign.year,
        weekday=2,
        hours="上午 9:00–11:30",
        room="县妇联一楼接待室",
        chair=boss.name,
        seats=[(words.person(county.dice("seat", 1)), "县司法局公职律师"),
               (words.person(county.dice("seat", 2)), "县法院特邀调解员")],
        by=boss,
    )  # fmt: skip
    dice = county.dice("reception", county.division.code)
    for day in days:
        if day.held_on <= county.until and dice.random() < 0.4:
            place = dice.choice(county.villages)
            _one(county, dice, made, place, county.division, boss, "reception", day.held_on)


def _one(
    county: County,
    dice: Random,
    made: Made,
    place: Division,
    unit: Division,
    by: User,
    channel: str = "",
    day: date | None = None,
) -> None:
    matter = _came(county, dice, made, place, unit, by, channel, day)
    left = (county.until - matter.received_on).days
    if left < 1 or (left < 4 and dice.random() < 0.5):
        return  # waits to be sorted, some of them for too long
    _sort(county, dice, made, matter, by)


def _came(
    county: County,
    dice: Random,
    made: Made,
    place: Division,
    unit: Division,
    by: User,
    channel: str,
    day: date | None,
) -> Matter:
    span = (county.until - date(county.campaign.year, 1, 4)).days
    day = day or county.until - timedelta(days=int(span * dice.random() ** 1.3))
    category = dice.choice(CATEGORIES)
    receipt, name = new_receipt(), words.person(dice)
    anonymous = dice.random() < 0.12
    matter = Matter(
        uid=new_uid(dice),
        place=place,
        unit=unit,
        owner=by,
        channel=channel or dice.choice(CHANNELS),
        category=category,
        received_on=day,
        received_by=by,
        anonymous=anonymous,
        caller="other" if anonymous else "self",
        caller_name="" if anonymous else name,
        brief=dice.choice(BRIEFS[category]),
        request="希望妇联帮助解决。",
        receipt=receipt,
        receipt_hash=receipt_hash(receipt),
    )
    made.matters.append(matter)
    if not anonymous:
        made.parties.append(
            Party(matter=matter, place=place, side="applicant", name=name, keys=keys_of(name))
        )
    made.acts.append(
        (matter, "matter.receive", by, day, {}, {"channel": matter.channel, "on": str(day)})
    )
    return matter


def _sort(county: County, dice: Random, made: Made, matter: Matter, by: User) -> None:
    on, lot = matter.received_on + timedelta(days=1), dice.random()
    route = "advice" if lot < 0.45 else "not_ours" if lot < 0.6 else "rights"
    matter.route, matter.sorted_on, matter.version = route, on, 2
    sorting = _sorting(made, matter, by, on)
    if route == "rights":
        matter.status = Matter.Status.HANDLING
        letter(county, dice, made, matter, by, on)
        return
    matter.status, matter.closed_on, matter.outcome = Matter.Status.DONE, on, ADVICE
    if route == "not_ours":
        whom = dice.choice(ELSEWHERE)
        sorting.told_whom, sorting.told_on = whom, on
        if matter.channel in ("department", "police"):
            sorting.handed_on = matter.received_on
        matter.outcome = f"不属本单位，已告知向{whom}反映。"


def _sorting(made: Made, matter: Matter, by: User, on: date) -> Sorting:
    row = Sorting(matter=matter, place_id=matter.place_id, route=matter.route, on=on, by=by)
    made.sortings.append(row)
    after = {"route": str(matter.route), "on": str(on)}
    made.acts.append((matter, "matter.sort", by, on, {"route": ""}, after))
    return row


def _lane(county: County, made: Made, gaps: tuple[int, ...]) -> None:
    """A rights matter of the shown township that has come exactly so far."""
    place = shown_villages(county)[0]
    town = next(t for t in county.townships if t.code == county.township_of(place.code))
    by, boss = county.workers[town.code][0], county.officers["xianfulian"]
    dice = county.dice("lane", sum(gaps))
    day = county.until - timedelta(days=gaps[0])
    matter = _came(county, dice, made, place, town, by, "visit", day)
    day += timedelta(days=1)
    matter.route, matter.sorted_on, matter.version = "rights", day, 2
    matter.status = Matter.Status.HANDLING
    _sorting(made, matter, by, day)
    row = RightsMatter(matter=matter, place_id=matter.place_id)
    made.rights.append(row)
    for step, gap in enumerate(gaps[1:]):
        day += timedelta(days=gap)
        if step == 0:
            row.status, row.accepted_on, row.version = RightsMatter.Status.ACCEPTED, day, 2
            told_of(made, row, "accept", by, day)
        elif step == 1:
            answered(made, row, by, day, "no")
        elif step in (2, 4):
            asked_for_review(county, made, row, by if step == 2 else boss, day, 1 + (step == 4))
        else:
            reviewed(made, row, boss, day)


# Days since receipt, then from each step to the next: notice, answer, asked, reviewed, asked again.
LANES = ((3,), (12, 2), (75, 3), (30, 2, 14, 6), (60, 2, 14, 6, 20), (80, 2, 14, 6, 20, 12))


def _load(made: Made) -> None:
    Matter.objects.bulk_create(made.matters, batch_size=2000)
    Party.objects.bulk_create(made.parties, batch_size=2000)
    Sorting.objects.bulk_create(made.sortings, batch_size=2000)
    RightsMatter.objects.bulk_create(made.rights, batch_size=2000)
    RightsReview.objects.bulk_create(made.reviews)
    RightsVisit.objects.bulk_create(made.visits)
    Trail.objects.bulk_create(
        told(act, by=by, on=row, place=row.place_id, day=day, before=before, after=_plain(after))
        for row, act, by, day, before, after in made.acts
    )


def _plain(after: dict[str, Any]) -> dict[str, Any]:
    """Keys of rows, known only once they are loaded."""
    return {k: v.pk if isinstance(v, RightsVisit) else v for k, v in after.items()}


def _twins(county: County) -> None:
    """In the shown township: two people call about what they had come for; the county has joined
    the first pair, the second waits for its word."""
    boss, place = county.officers["xianfulian"], shown_villages(county)[0]
    rows = Matter.objects.filter(place=place, anonymous=False, parties__dispute=None)
    for at, row in enumerate(list(rows.order_by("pk").distinct()[:2])):
        party = row.parties.first()
        if party is None:
            continue
        again = register(
            place=place,
            channel="hotline",
            brief=row.brief,
            category=row.category,
            caller=Caller("self", party.name),
            received_on=min(row.received_on + timedelta(days=6), county.until),
            by=boss,
        )
        if at == 0:
            decide_twin(
                matter=row,
                other=again,
                verdict="same",
                reason="同一人为同一件事先来访后来电。",
                by=boss,
            )
