"""The small year of the units' own work, and of what stands beside the lines (see facts)."""

from __future__ import annotations

from datetime import datetime, timedelta

from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Circular,
    CircularEntry,
    Division,
    Duty,
    DutyMark,
    Fund,
    KeptFile,
    LeadingGroup,
    Meeting,
    OutsideResult,
    Seat,
    Survey,
)
from disputes.models import Dispute, Matter, QualityDraw, QualityReview, RightsMatter
from households.models import Hazard, HazardCall, Household, Incident, SafeFamily
from tests.cast import World
from tests.reports.moments import day, moment


def build(world: World, homes: dict[int, list[Household]]) -> None:
    """Everything of it."""
    work(world)
    creation(world, homes)
    asked(world)
    hazards(world)
    handled(world)
    beside(world)


def work(world: World) -> None:
    """甲一镇: one meeting with its minutes, a head, money, the plan in time and the ledger missing
    (甲二镇 has neither). 甲一村: councils in the first and third quarter, 3·8 with a photo."""
    groups = {
        unit: LeadingGroup.objects.create(
            place=unit, name=f"{unit.name}领导小组", set_up_on=day(1, 5), recorded_by=world.county
        )
        for unit in (world.township, world.village_one)
    }
    for unit, kind, on in (
        (world.township, "full", day(2, 3)),
        (world.village_one, "council", day(2, 8)),
        (world.village_one, "council", day(8, 8)),
    ):
        meeting = Meeting.objects.create(
            group=groups[unit], place=unit, kind=kind, held_on=on, held_at="会议室",
            topic="部署全年工作", minutes="按月排查到户。", recorded_by=world.town,
            recorded_at=moment(on.month, on.day),
        )  # fmt: skip
        kept(world, unit, moment(on.month, on.day), meeting=meeting)
    Seat.objects.create(
        group=groups[world.township], place=world.township, post="head", name="韩立",
        since=day(1, 5), recorded_by=world.county, recorded_at=moment(1, 5),
    )  # fmt: skip
    Fund.objects.create(
        campaign=world.campaign, place=world.township, planned=500_000, budget_paper="镇财5号",
        decided_on=day(1, 9), recorded_by=world.town, recorded_at=moment(1, 9),
    )  # fmt: skip
    plan, _ledger = (
        Duty.objects.create(
            campaign=world.campaign, level=4, due_on=on, title=kind, kind=kind, ahead=7,
        )
        for kind, on in (("plan", day(3, 15)), ("ledger", day(6, 15)))
    )  # fmt: skip
    DutyMark.objects.create(
        duty=plan, place=world.township, kind="done", day=day(3, 10), note="已报",
        at=moment(3, 10), by=world.town,
    )  # fmt: skip
    held = Activity.objects.create(
        unit=world.village_one, kind="street", theme="维权周", venue="广场", people=5,
        day=day(3, 8), occasion="0308", recorded_by=world.village, recorded_at=moment(3, 8),
    )  # fmt: skip
    kept(world, world.village_one, moment(3, 8), activity=held)


def kept(world: World, place: Division, at: datetime, **owner: Meeting | Activity) -> None:
    """A photo kept with it."""
    KeptFile.objects.create(
        place=place, medium="photo", data=b"x", title="照片", size=1, pages=1, added_by=world.town,
        added_at=at, **owner,
    )  # fmt: skip


def creation(world: World, homes: dict[int, list[Household]]) -> None:
    """Eight of ten homes of V1 meet the standard, all five of V2, none of V3."""
    SafeFamily.objects.bulk_create(
        SafeFamily(
            campaign=world.campaign, household=home, village=home.village, joined_on=day(3, 1),
            met_on=day(6, 1), met_at=moment(6, 1), recorded_by=world.village,
        )
        for home in (*homes[990101100201][:8], *homes[990101100202])
    )  # fmt: skip


def asked(world: World) -> None:
    """A third party's survey: aware, took part, satisfied and safe of twenty in V1 and V2."""
    survey = Survey.objects.create(
        campaign=world.campaign, county=world.county_division, kind="third", title="年度调查",
        starts_on=day(11, 1), ends_on=day(11, 20), status="closed", closed_on=day(11, 21),
        scored=True, planned_by=world.county, planned_at=moment(10, 1),
    )  # fmt: skip
    for village, figures in (
        (world.village_one, (19, 18, 19, 20)),
        (world.village_two, (15, 14, 17, 20)),
    ):
        aware, took_part, satisfied, safe = figures
        OutsideResult.objects.create(
            survey=survey, place=village, surveyor="测评公司", file_name="结果.xlsx", drawn=20,
            valid=20, aware=aware, took_part=took_part, satisfied=satisfied, safe=safe,
            uploaded_by=world.county, uploaded_at=moment(11, 20),
        )  # fmt: skip


def hazards(world: World) -> None:
    """V1: one reported by its hours, one with the form an hour late; and what came from outside:
    one from the police counts, a call for help and a sealed one do not."""
    for known, filed in ((moment(4, 1), 1), (moment(9, 1), 3)):
        row = Hazard.objects.create(
            village=world.village_one, source="direct", status="filed", known_at=known,
            opened_at=known, opened_by=world.village, dangers=["injury"], filed_by=world.village,
            filed_at=known + timedelta(hours=filed), written_at=known + timedelta(hours=23),
        )  # fmt: skip
        HazardCall.objects.create(
            hazard=row, village=world.village_one, called_at=known + timedelta(minutes=20),
            person="值班员", unit="镇综治办", by=world.village,
            recorded_at=known + timedelta(hours=1),
        )  # fmt: skip
    for kind in ("hazard", "police", "hotline", "sealed"):
        Incident.objects.create(
            village=world.village_one, kind="police" if kind == "sealed" else kind,
            happened_on=day(4, 1), known_at=moment(4, 1), source_noun="x", source_key=kind,
            sealed=kind == "sealed", recorded_by=world.town, recorded_at=moment(4, 1),
        )  # fmt: skip


def handled(world: World) -> None:
    """Two of V1's files reviewed, one passed. Two rights matters of the township answered, one in
    its sixty days; a sealed one is nobody's figure."""
    draw = QualityDraw.objects.create(
        village=world.township, first=day(1, 1), last=day(6, 30), seed="a", population=4,
        drawn_on=day(7, 1), drawn_by=world.county,
    )  # fmt: skip
    passed, failed = Dispute.objects.filter(village=world.village_one).order_by("serial")[:2]
    for row, status in ((passed, "passed"), (failed, "failed")):
        QualityReview.objects.create(
            draw=draw, matter=row.matter, dispute=row, village=row.village, status=status,
            reviewed_on=day(7, 3), reviewed_by=world.county,
            correct_by=day(7, 20) if status == "failed" else None,
        )  # fmt: skip
    for answered, sealed in ((day(3, 20), False), (day(6, 1), False), (day(6, 1), True)):
        matter = Matter.objects.create(
            place=world.village_one, unit=world.township, owner=world.town, channel="letter",
            received_on=day(2, 1), received_by=world.town, brief="反映", status="handling",
            route="rights", sorted_on=day(2, 1), sealed=sealed,
        )  # fmt: skip
        RightsMatter.objects.create(
            matter=matter, place=world.village_one, status="answered", accepted_on=day(2, 1),
            answer="已答复", answered_on=answered, answered_by=world.town, told_on=answered,
            answered_at=moment(answered.month, answered.day),
        )  # fmt: skip


def beside(world: World) -> None:
    """A circular of the county blames 甲一镇 and 甲二村; a paper of 甲一镇 the city adopted."""
    circular = Circular.objects.create(
        campaign=world.campaign, place=world.county_division, level="county", word="甲平家督",
        number=1, title="半年督查通报", since=day(1, 1), until=day(6, 30), opening="现通报如下。",
        status="approved", drafted_by=world.county, drafted_at=moment(7, 1),
        approved_by=world.governance, approved_at=moment(7, 2),
    )  # fmt: skip
    for unit in (world.township, world.village_two):
        CircularEntry.objects.create(
            circular=circular, place=world.county_division, side="blame", division=unit,
            words="走访不到位",
        )  # fmt: skip
    circular.status, circular.issued_by, circular.issued_on = "issued", world.county, day(7, 3)
    circular.save()
    paper = Achievement.objects.create(
        unit=world.township, kind="paper", title="留守家庭调研", day=day(5, 1), authors="韩立",
        recorded_by=world.town, recorded_at=moment(5, 1),
    )  # fmt: skip
    Adoption.objects.create(
        unit=world.township, paper=paper, level=2, body="市妇联", day=day(6, 1),
        recorded_by=world.town, recorded_at=moment(6, 1),
    )  # fmt: skip
