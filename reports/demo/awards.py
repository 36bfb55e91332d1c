"""Demonstration households of a demo year, in every step from nomination to plate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from accounts.models import Trail, User
from campaigns.workdays import add_workdays
from households.award_rules import NOTICE_WORKDAYS
from households.models import Award, Household, Objection
from reports.demo import award_ladder, words
from reports.demo.county import County, told
from reports.demo.homes import new_uid

STEPS = ("nominated", "voted", "noticed", "reviewed", "approved", "plated", "rejected")


def awards(county: County, homes: list[Household], listed: set[int]) -> None:
    """Four to nine a village, nominated in April, plated by September; a few still on the way.
    Homes on the list are left out, as a village would."""
    by_village: dict[int, list[Household]] = {}
    for home in homes:
        if home.left_on is None and home.pk not in listed:
            by_village.setdefault(home.village_id, []).append(home)
    rows: list[Award] = []
    objections: list[Objection] = []
    notice_ends: dict[date, date] = {}
    for village in county.villages:
        dice = county.dice("award", village.code)
        start = date(county.campaign.year, 4, 6) + timedelta(days=dice.randint(0, 30))
        phone = words.phone(dice)
        for home in dice.sample(by_village[village.code], dice.randint(4, 9)):
            award = _award(county, home, dice, start)
            rows.append(award)
            _walk(county, award, dice, start, phone, notice_ends, objections)
    _plates(county, rows)
    award_ladder.ended(county, rows)
    upper = award_ladder.higher(county, rows)
    Award.objects.bulk_create([*rows, *upper], batch_size=2000)
    Objection.objects.bulk_create(objections)
    Trail.objects.bulk_create(_trail(rows, objections), batch_size=5000)
    award_ladder.around(county, rows, upper)


def _award(county: County, home: Household, dice: Random, start: date) -> Award:
    return Award(
        uid=new_uid(dice),
        campaign=county.campaign,
        household=home,
        village_id=home.village_id,
        kind=dice.choice(Award.Kind.values),
        story=dice.choice(words.STORIES),
        nominated_on=start,
        nominated_by=county.workers[home.village_id][0],
        source=dice.choice(("self", "village", "village")),
        consented_on=start,
    )


def _walk(
    county: County,
    award: Award,
    dice: Random,
    start: date,
    phone: str,
    ends: dict[date, date],
    objections: list[Objection],
) -> None:
    last = dice.choices(STEPS, (2, 2, 3, 3, 3, 82, 5))[0]
    if last in ("nominated", "voted", "noticed"):
        start = award.nominated_on = county.until - timedelta(days={"noticed": 16}.get(last, 9))
        award.consented_on = start
    if last == "nominated" and dice.random() < 0.5:
        return
    award.group_on, award.group_opinion = (
        start + timedelta(days=3),
        "逐条核对，符合标准，同意。",
    )
    if last == "nominated":
        return
    award.vote_on = start + timedelta(days=7)
    due = dice.randint(28, 45)
    present = dice.randint(due * 3 // 4, due)
    against, abstain = dice.randint(0, 2), dice.randint(0, 2)
    award.vote_due, award.vote_present = due, present
    award.vote_against, award.vote_abstain = against, abstain
    award.vote_for = present - against - abstain
    award.status, award.version = "voted", 2
    if last == "voted":
        return
    day = min(award.vote_on + timedelta(days=dice.randint(1, 3)), county.until)
    if last == "noticed":
        day = county.until - timedelta(days=dice.randint(0, 2))
    award.notice_from = day
    # The first working day counts; one table look-up a distinct day.
    if day not in ends:
        ends[day] = add_workdays(day - timedelta(days=1), NOTICE_WORKDAYS)
    award.notice_until = award.notice_planned = ends[day]
    award.notice_place, award.notice_phone = "村务公开栏", phone
    award.status, award.version = "noticed", 3
    if last == "noticed":
        if dice.random() < 0.25:
            objections.append(_objection(award, day, answered=None))
        return
    _upper(county, award, dice, last, objections)


def _upper(
    county: County, award: Award, dice: Random, last: str, objections: list[Objection]
) -> None:
    assert award.notice_until is not None
    if last == "rejected":
        answered = award.notice_until + timedelta(days=1)
        objections.append(_objection(award, award.notice_until, answered, upheld=True))
        award.status, award.version = "rejected", 4
        award.rejected_on, award.reject_reason = answered, "公示有异议，经核实成立"
        return
    if dice.random() < 0.02:
        # A few batches keep an objection nobody answered: they cost points (rubric RC2 6.2).
        answer = None if dice.random() < 0.3 else award.notice_until + timedelta(days=1)
        objections.append(_objection(award, award.notice_until, answer, upheld=False))
    workers = county.workers[county.township_of(award.village_id)]
    award.reviewed_on = award.notice_until + timedelta(days=dice.randint(5, 20))
    award.reviewed_by, award.review_opinion = workers[0], "材料齐全，公示无异议，同意推荐。"
    award.status, award.version = "reviewed", 4
    if last == "reviewed":
        return
    award.approved_on = award.reviewed_on + timedelta(days=dice.randint(10, 40))
    award.approved_by, award.approve_opinion = county.officers["xianfulian"], "同意命名。"
    award.status, award.version = "approved", 5
    if last == "plated":
        award.plated_on = award.approved_on + timedelta(days=dice.randint(5, 25))
        award.verify_code = award_ladder.code(dice)
        award.status, award.version = "plated", 6


def _objection(
    award: Award, day: date, answered: date | None, *, upheld: bool | None = None
) -> Objection:
    return Objection(
        award=award,
        village_id=award.village_id,
        received_on=day,
        words="希望核实该户与邻居的排水争议是否已解决。",
        recorded_by=award.nominated_by,
        answer="" if answered is None else "已入户核实并当面答复。",
        answered_on=answered,
        answered_by=None if answered is None else award.nominated_by,
        upheld=None if answered is None else upheld,
    )


def _plates(county: County, rows: list[Award]) -> None:
    plated = sorted(
        (a for a in rows if a.plated_on), key=lambda a: (a.plated_on, a.village_id, str(a.uid))
    )
    sign = county.division.name[:1]
    for number, award in enumerate(plated, 1):
        award.plate_number = f"{sign}示{county.campaign.year}-{number:04d}"


def _trail(rows: list[Award], objections: list[Objection]) -> Iterator[Trail]:
    for award in rows:
        yield told(
            "award.nominate",
            by=award.nominated_by,
            on=award,
            place=award.village_id,
            day=award.nominated_on,
            after={"status": "nominated", "kind": award.kind, "rank": "village"},
            reason=award.get_kind_display(),
        )
        if award.group_on:
            yield _step(
                award,
                "assess",
                award.nominated_by,
                award.group_on,
                {"on": str(award.group_on), "consent": True},
                reason=award.group_opinion,
            )
        if award.vote_on:
            yield _step(
                award,
                "vote",
                award.nominated_by,
                award.vote_on,
                _vote_told(award),
                before={"status": "nominated"},
            )
        if award.notice_from:
            notice = {
                "status": "noticed",
                "from": str(award.notice_from),
                "until": str(award.notice_until),
                "place": award.notice_place,
                "phone": award.notice_phone,
            }
            yield _step(award, "notice", award.nominated_by, award.notice_from, notice)
        if award.reviewed_on and award.reviewed_by:
            review = {"from": "noticed", "status": "reviewed", "opinion": award.review_opinion}
            yield _step(award, "review", award.reviewed_by, award.reviewed_on, review)
        if award.approved_on and award.approved_by:
            approve = {"from": "reviewed", "status": "approved", "opinion": award.approve_opinion}
            yield _step(award, "approve", award.approved_by, award.approved_on, approve)
        if award.plated_on and award.approved_by:
            plate = {
                "from": "approved",
                "status": "plated",
                "opinion": "",
                "plate_number": award.plate_number,
            }
            yield _step(award, "plate", award.approved_by, award.plated_on, plate)
    for objection in objections:
        assert objection.award is not None  # those of honours are made elsewhere
        award = objection.award
        yield _step(
            award,
            "object",
            objection.recorded_by,
            objection.received_on,
            {"objection": objection.pk, "received_on": str(objection.received_on)},
            reason="收到一件异议，答复前暂停审核",
        )
        if objection.answered_on and objection.answered_by:
            upheld = bool(objection.upheld)
            yield _step(
                award,
                "answer",
                objection.answered_by,
                objection.answered_on,
                {
                    "status": "rejected" if upheld else "noticed",
                    "objection": objection.pk,
                    "upheld": upheld,
                },
                reason="异议成立，不再推荐" if upheld else "异议不成立，继续办理",
                before={"status": "noticed"},
            )


def _vote_told(award: Award) -> dict[str, object]:
    return {
        "status": "voted",
        "vote": {
            "due": award.vote_due,
            "present": award.vote_present,
            "for": award.vote_for,
            "against": award.vote_against,
            "abstain": award.vote_abstain,
        },
    }


def _step(
    award: Award,
    act: str,
    by: User,
    day: date,
    after: Mapping[str, object],
    reason: str = "",
    before: Mapping[str, object] | None = None,
) -> Trail:
    return told(
        f"award.{act}",
        by=by,
        on=award,
        place=award.village_id,
        day=day,
        after=after,
        reason=reason,
        before=before,
    )
