"""A small year of facts in the cast's county, whose score is worked out by hand in the tests.

甲一村 (V1) and 甲二村 (V2) belong to 甲一镇, 乙镇村 (V3) to 甲二镇.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, Pledge, PledgeCount
from disputes.models import Agreement, Dispute, FollowUp, Matter, MediationSession
from households.models import (
    Award,
    AwardNotice,
    AwardPhoto,
    ExpectedReport,
    Household,
    HouseholdPledge,
    Keeper,
    ListedFamily,
    Objection,
    Pairing,
    ReportingPeriod,
    ScreeningRound,
    TierDecision,
    VillageScreening,
    Visit,
    VisitDuty,
    ZeroReport,
)
from households.transitions.award_notice import new_code
from tests.cast import World
from tests.reports import facts_work as work
from tests.reports.moments import day, moment


def build(world: World) -> None:
    """Everything the metrics count."""
    pledges(world)
    homes = households(world)
    reporting(world)
    screening(world)
    families(world, homes)
    mediation(world)
    awards(world, homes)
    work.build(world, homes)


def at(on: date) -> datetime:
    """The morning of a day."""
    return moment(on.month, on.day, 9, on.year)


def pledges(world: World) -> None:
    """甲一镇 and 甲一村 by 31 March, 甲二镇 and 甲二村 later, 乙镇村 not at all."""
    signed = {
        990101100000: day(3, 20),
        990101101000: day(4, 10),
        990101100201: day(3, 31),
        990101100202: day(4, 1),
        990101101201: None,
    }
    texts = {rung: world.pledge_text(rung) for rung in (4, 5)}
    for holder, on in signed.items():
        above = world.divisions[holder].parent_id or 0
        Pledge.objects.create(
            campaign=world.campaign,
            issuer_id=above,
            holder_id=holder,
            status="signed" if on else "issued",
            issued_on=day(1, 10),
            issued_by=world.county,
            signed_on=on,
            signed_by=world.town if on else None,
            signed_at=moment(on.month, on.day) if on else None,
            way="paper" if on else "",
            holder_signatory="乙方" if on else "",
            issuer_signatory="甲方",
            issuer_signed_on=day(1, 10),
            issuer_signed_by=world.county,
            issuer_way="app",
            template=texts[4 if holder % 1000 == 0 else 5],
        )


def households(world: World) -> dict[int, list[Household]]:
    """V1: 10 homes, 6 signed (a seventh next year), one gone, one come later. V2: 5 homes, one
    signed, a list of 3. V3: 4 homes, one signed, a list of 9."""
    homes = {
        village.code: [
            Household.objects.create(
                village=village, number=f"{n:03d}", head_name=f"户主{n}", registered_on=day(1, 2)
            )
            for n in range(1, size + 1)
        ]
        for village, size in (
            (world.village_one, 12),
            (world.village_two, 5),
            (world.village_far, 4),
        )
    }
    mine = homes[990101100201]
    mine[10].left_on = day(6, 1)
    mine[11].registered_on = day(1, 5, 2027)
    Household.objects.bulk_update(mine, ["left_on", "registered_on"])
    days = [*[day(3, 1)] * 5, day(12, 31), day(1, 2, 2027)]
    for home, on in [*zip(mine, days, strict=False), *((h[0], day(3, 5)) for h in others(homes))]:
        HouseholdPledge.objects.create(
            household=home,
            village=home.village,
            campaign=world.campaign,
            signed_on=on,
            signatory="户主",
            recorded_by=world.village,
            recorded_at=at(on),
        )
    for village, count in ((world.village_two, 3), (world.village_far, 9)):
        PledgeCount.objects.create(
            campaign=world.campaign,
            village=village,
            households=count,
            counted_on=day(3, 8),
            counted_by=world.village,
            note="村委会",
            created_at=moment(3, 8),
        )
    return homes


def others(homes: dict[int, list[Household]]) -> list[list[Household]]:
    """Homes of V2 and V3."""
    return [homes[990101100202], homes[990101101201]]


def reporting(world: World) -> None:
    """January to March were due, December falls due next year. V1: at the very instant, late,
    missing. V2: untrue nil, found, filed only after the year closed. V3: all on time."""
    villages = (world.village_one, world.village_two, world.village_far)
    periods = {}
    for month, due in ((1, None), (2, None), (3, None), (12, moment(1, 5, 17, 2027))):
        starts = day(month, 1)
        period = ReportingPeriod.objects.create(
            campaign=world.campaign,
            county=world.county_division,
            starts=starts,
            ends=starts + timedelta(days=27),
            village_due=due or moment(month, 25, 17),
            opened_at=moment(month, 1),
        )
        periods[month] = period
        ExpectedReport.objects.bulk_create(
            ExpectedReport(period=period, village=village) for village in villages
        )
    report(world, periods[1], world.village_one, moment(1, 25, 17))
    report(world, periods[2], world.village_one, moment(2, 25, 18))
    untrue = report(world, periods[1], world.village_two, moment(1, 20))
    report(world, periods[2], world.village_two, moment(2, 20), found=2)
    report(world, periods[3], world.village_two, moment(1, 3, 9, 2027))
    for month in (1, 2, 3):
        report(world, periods[month], world.village_far, moment(month, 3))
    untrue.untrue_at, untrue.untrue_by = moment(2, 2), world.town
    untrue.untrue_reason = "派出所当月有出警记录"
    untrue.save()


def screening(world: World) -> None:
    """A full round in March: V1 9 of 10 homes, V2 all 5, V3 all 4.
    Two regular rounds: V1 on time and late, V2 on time at the very instant and only after the
    year closed, V3 both on time. A full round of December is due next year."""
    homes = {world.village_one: 10, world.village_two: 5, world.village_far: 4}
    late = moment(1, 4, 9, 2027)
    plan: tuple[tuple[str, int, tuple[tuple[datetime | None, int], ...]], ...] = (
        ("full", 3, ((moment(3, 9), 9), (moment(3, 10), 5), (moment(3, 12), 4))),
        ("regular", 1, ((moment(1, 9), 3), (moment(1, 16), 1), (moment(1, 10), 2))),
        ("regular", 2, ((moment(2, 17), 3), (late, 1), (moment(2, 10), 2))),
        ("full", 12, ((None, 0), (None, 0), (None, 0))),
    )
    for kind, month, filed in plan:
        due = moment(month, 16) if month < 12 else moment(1, 9, 9, 2027)
        found = ScreeningRound.objects.create(
            campaign=world.campaign,
            county=world.county_division,
            kind=kind,
            name=f"{month}月排查",
            starts=day(month, 1),
            ends=day(month, 15),
            due=due,
            opened_at=moment(month, 1),
            opened_by=world.system,
        )
        for (village, count), (at, screened) in zip(homes.items(), filed, strict=True):
            VillageScreening.objects.create(
                round=found,
                village=village,
                expected=count,
                screened=screened,
                signer="排查人" if at else "",
                filed_at=at,
                filed_by=world.town if at else None,
            )


def report(
    world: World, period: ReportingPeriod, village: Division, at: datetime, found: int = 0
) -> ZeroReport:
    """A filed report."""
    return ZeroReport.objects.create(
        period=period,
        village=village,
        kind="found" if found else "nil",
        found=found,
        checks=[] if found else ["visited"],
        signer="孙桂兰",
        filed_by=world.village,
        received_at=at,
        first_received_at=at,
    )


def families(world: World, homes: dict[int, list[Household]]) -> None:
    """V1: one complete; one with an ended keeper and no visit; one listed by mistake.
    V2: one without a visit; one complete and closed in August."""
    one, two = homes[990101100201], homes[990101100202]
    keepers = (world.village, world.village_mate)
    first = family(world, one[0])
    keep(world, first, *keepers)
    made = visit(world, first, day(2, 10))
    late = visit(world, first, day(3, 20))
    second = family(world, one[1])
    keep(world, second, keepers[0])
    keep(world, second, keepers[1], until=day(5, 1))
    wrong = family(world, one[2], closed=day(4, 1), ground="mistake")
    duty(first, day(2, 15), made)
    duty(first, day(3, 15), late)
    duty(first, day(4, 15), None)
    duty(first, day(5, 15), None, dropped=True)
    duty(first, day(1, 15, 2027), None)
    duty(wrong, day(2, 15), None)
    third = family(world, two[0])
    keep(world, third, *keepers)
    duty(third, day(6, 15), None)
    closed = family(world, two[1], closed=day(8, 1), ground="quiet")
    keep(world, closed, *keepers, until=day(8, 1))
    in_need(world, first, day(3, 2))
    in_need(world, second, day(3, 2), day(5, 1))
    in_need(world, third, day(1, 5, 2027))
    in_need(world, closed, day(3, 2))
    in_need(world, wrong, day(3, 2))
    duty(closed, day(3, 10), visit(world, closed, day(3, 10)))


def family(
    world: World, home: Household, closed: date | None = None, ground: str = ""
) -> ListedFamily:
    """A yellow family listed in January, with its decision."""
    row = ListedFamily.objects.create(
        household=home,
        village=home.village,
        status="closed" if closed else "listed",
        categories=["02"],
        situation="夫妻常年争吵",
        tier="yellow",
        tier_since=day(1, 6),
        review_due=day(12, 31),
        listed_on=day(1, 6),
        listed_by=world.village,
        recorded_at=moment(1, 6),
        closed_on=closed,
        close_ground=ground,
    )
    TierDecision.objects.create(
        family=row,
        village=home.village,
        after="yellow",
        reason="近期反复",
        decided_on=day(1, 6),
        decided_by=world.village,
        review_due=day(12, 31),
    )
    return row


def keep(world: World, row: ListedFamily, *people: User, until: date | None = None) -> None:
    """Keepers since January."""
    for person in people:
        Keeper.objects.create(
            family=row,
            village=row.village,
            person=person,
            since=day(1, 6),
            until=until,
            named_by=world.village,
        )


def in_need(world: World, row: ListedFamily, since: date, ended: date | None = None) -> None:
    """特别困难, with a helper from one day to another."""
    row.hardship = True
    row.save(update_fields=["hardship"])
    Pairing.objects.create(
        household=row.household,
        village=row.village,
        helper_kind="unit",
        helper_name="镇卫生院",
        since=since,
        ended_on=ended,
        recorded_by=world.village,
        recorded_at=at(since),
    )


def visit(world: World, row: ListedFamily, on: date) -> Visit:
    """A visit made."""
    return Visit.objects.create(
        family=row,
        village=row.village,
        visited_on=on,
        visitor=world.village,
        way="home",
        met="本人",
        state="平稳",
        change="same",
        recorded_at=moment(on.month, on.day),
    )


def duty(row: ListedFamily, due: date, made: Visit | None, dropped: bool = False) -> None:
    """A visit owed."""
    VisitDuty.objects.create(
        family=row,
        village=row.village,
        opens_on=due - timedelta(days=14),
        due_on=due,
        visit=made,
        dropped=dropped,
    )


def mediation(world: World) -> None:
    """V1: five accepted, four mediated, three settled (one passed up), two of them orally with
    one registered; followed up in time, late, never. V2: one settled orally on 20 December."""
    one, two = world.village_one, world.village_two
    agreed(world, dispute(world, one, 1), "written", day(3, 10), day(4, 9))
    agreed(world, dispute(world, one, 2), "oral", day(5, 1), day(6, 15))
    passed = dispute(world, one, 3)
    passed.passed_up_on, passed.passed_up_at = day(6, 2), moment(6, 2)
    passed.save()
    agreed(world, passed, "oral", day(7, 1), None, registered=False)
    dispute(world, one, 4)
    Dispute.objects.create(
        matter=matter(world, one),
        village=one,
        kind="marriage",
        brief="只登记",
        taken_in_on=day(6, 1),
        taken_in_by=world.village,
    )
    session(world, dispute(world, one, 6))
    agreed(world, dispute(world, two, 7), "oral", day(12, 20), None)


def matter(world: World, village: Division) -> Matter:
    """What a dispute came in with."""
    return Matter.objects.create(
        place=village,
        unit=village,
        owner=world.village,
        channel="visit",
        received_on=day(2, 1),
        received_by=world.village,
        brief="争吵",
        status="handling",
        route="mediation",
        sorted_on=day(2, 1),
    )


def dispute(world: World, village: Division, serial: int) -> Dispute:
    """An accepted dispute."""
    return Dispute.objects.create(
        matter=matter(world, village),
        village=village,
        status="accepted",
        kind="marriage",
        brief="争吵",
        taken_in_on=day(2, 1),
        taken_in_by=world.village,
        number=f"(2026)甲测调字第{serial}号",
        serial=serial,
        accepted_on=day(2, 2),
        mediator=world.village,
        due_on=day(3, 4),
    )


def session(world: World, row: Dispute) -> None:
    """One sitting."""
    MediationSession.objects.create(
        matter=row.matter,
        dispute=row,
        village=row.village,
        ordinal=1,
        held_on=day(2, 20),
        place="调解室",
        attendants="双方",
        notes="记录",
        result="agreed",
        recorded_by=world.village,
        recorded_at=moment(2, 20),
    )


SIGNED = ("parties_signed_on", "mediator_signed_on", "sealed_on")


def agreed(
    world: World,
    row: Dispute,
    form: str,
    on: date,
    followed: date | None,
    registered: bool = True,
) -> None:
    """A settled dispute, perhaps followed up."""
    session(world, row)
    row.status = "revisited" if followed else "settled"
    row.save()
    Agreement.objects.create(
        matter=row.matter,
        dispute=row,
        village=row.village,
        form=form,
        terms="和好",
        performance="即时",
        agreed_on=on,
        effective_on=on,
        effective_at=at(on),
        **({} if form == "oral" else dict.fromkeys(SIGNED, on)),
        registered=registered and form == "oral",
        registered_at=at(on) if registered and form == "oral" else None,
        recorded_by=world.village,
    )
    if followed:
        FollowUp.objects.create(
            matter=row.matter,
            dispute=row,
            village=row.village,
            visited_on=followed,
            performance="done",
            satisfaction="satisfied",
            recorded_by=world.village,
            recorded_at=at(followed),
        )


def awards(world: World, homes: dict[int, list[Household]]) -> None:
    """V1: a batch of two, one with an objection nobody answered; a second batch in order."""
    one = homes[990101100201]
    disputed = award(world, one[3], day(5, 1))
    second = award(world, one[4], day(5, 1))
    third = award(world, one[5], day(9, 1))
    for rows in ([disputed, second], [third]):
        board(world, rows)
    Objection.objects.create(
        award=disputed,
        village=disputed.village,
        received_on=day(5, 6),
        words="情况不实",
        recorded_by=world.village,
    )


def board(world: World, rows: list[Award]) -> None:
    """The notice these awards hung on, with its photo."""
    one = rows[0]
    assert one.notice_from is not None
    assert one.notice_until is not None
    notice = AwardNotice.objects.create(
        code=new_code(),
        campaign=world.campaign,
        place=one.village,
        rank="village",
        starts=one.notice_from,
        until=one.notice_until,
        days=3,
        board="公开栏",
        phone="0516-1",
        unit="评议小组",
        awards=[row.pk for row in rows],
        given_by=world.village,
        given_at=timezone.now(),
    )
    AwardPhoto.objects.create(
        place=one.village,
        notice=notice,
        image=b"\xff\xd8\xff",
        width=1,
        height=1,
        added_by=world.village,
        added_at=moment(one.notice_from.month, one.notice_from.day),
    )


def award(world: World, home: Household, notice: date) -> Award:
    """A nomination whose notice ran for ten days."""
    return Award.objects.create(
        campaign=world.campaign,
        household=home,
        village=home.village,
        status="noticed",
        story="邻里和睦",
        nominated_on=notice - timedelta(days=10),
        nominated_by=world.village,
        vote_on=notice - timedelta(days=1),
        vote_due=20,
        vote_present=18,
        vote_for=17,
        vote_against=0,
        vote_abstain=1,
        notice_from=notice,
        notice_until=notice + timedelta(days=9),
        notice_place="公开栏",
        notice_phone="0516-1",
    )
