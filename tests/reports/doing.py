"""Doing what the to-do list says, by the verbs: for every kind of offer, who does it and how."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import (
    Activity,
    Duty,
    KeptFile,
    LeadingGroup,
    Meeting,
    Pledge,
    Training,
)
from campaigns.transitions.activity import add_photo
from campaigns.transitions.fund import plan_fund
from campaigns.transitions.meeting import Came, change_meeting, record_meeting
from campaigns.transitions.pledge import sign
from campaigns.transitions.training import hold_training, mark_attendance
from campaigns.transitions.year_duty import mark_done
from disputes.models import Agreement, Dispute
from disputes.transitions.agreement import register_oral
from households.models import (
    Award,
    ExpectedReport,
    Household,
    HouseholdPledge,
    ListedFamily,
    VillageScreening,
    VisitDuty,
)
from households.transitions import handover
from households.transitions.award_title import check
from households.transitions.pairing import pair
from households.transitions.pledge import sign_household
from households.transitions.report import file_report
from households.transitions.screening import file_screening
from households.transitions.visit import record_visit
from reports.rules import load_shipped, rubric_from_dict
from reports.transitions.rubric import adopt, keep
from tests.campaigns.year import group_of, seat_of
from tests.cast import World
from tests.disputes import cases
from tests.households.reporting import NIL
from tests.pictures import jpeg
from tests.reports import facts
from tests.reports.moments import day, moment
from tests.reports.test_run import T1, T2, V1, V2

Rows = list[int]
Do = Callable[[World, Rows], None]


def person(world: World, village: int) -> User:
    """Who works in a village of the small year."""
    return {V1: world.village, V2: world.village_next}[village]


def visit_today(world: World, rows: Rows) -> None:
    for duty in VisitDuty.objects.filter(pk__in=rows).select_related("family"):
        seen(world, duty.family)


def seen(world: World, family: ListedFamily) -> None:
    record_visit(
        family, visited_on=timezone.localdate(), way="home", met="本人", state="平稳",
        change="same", by=person(world, family.village_id),
    )  # fmt: skip


def second_keeper(world: World, rows: Rows) -> None:
    for family in ListedFamily.objects.filter(pk__in=rows):
        offered = handover.propose(
            family, leaving=None, taking=world.village_mate, reason="补齐两名包户人",
            by=world.village,
        )  # fmt: skip
        handover.accept(offered, by=world.village_mate)


def paired(world: World, rows: Rows) -> None:
    for family in ListedFamily.objects.filter(pk__in=rows).select_related("household"):
        pair(
            family.household, helper_kind="unit", helper_name="镇卫生院", need="就医",
            measures="每月上门", since=timezone.localdate(), by=world.town,
        )  # fmt: skip


def file_made_whole(world: World, rows: Rows) -> None:
    for family in ListedFamily.objects.filter(pk__in=rows):
        seen(world, family)


def sat(world: World, rows: Rows) -> None:
    for dispute in Dispute.objects.filter(pk__in=rows):
        cases.sit(dispute, world.village, on=timezone.localdate())


def revisited(world: World, rows: Rows) -> None:
    for agreement in Agreement.objects.filter(pk__in=rows).select_related("dispute"):
        cases.visited(agreement.dispute, world.village)


def registered(world: World, rows: Rows) -> None:
    for agreement in Agreement.objects.filter(pk__in=rows).select_related("dispute"):
        by = world.town if agreement.dispute.passed_up_on else world.village
        if agreement.village_id == V2:
            by = world.village_next
        register_oral(dispute=agreement.dispute, by=by)


def screened(world: World, rows: Rows) -> None:
    for row in VillageScreening.objects.filter(pk__in=rows):
        file_screening(
            row, signer="排查人", counted=row.expected, by=person(world, row.village_id),
            version=row.version,
        )  # fmt: skip


def reported(world: World, rows: Rows) -> None:
    for owed in ExpectedReport.objects.filter(pk__in=rows).select_related("period"):
        file_report(
            period=owed.period, village=owed.village_id, figures=NIL,
            client_uuid=uuid.uuid4(), by=person(world, owed.village_id),
        )  # fmt: skip


def pledged(world: World, rows: Rows) -> None:
    for pledge in Pledge.objects.filter(holder__in=rows):
        sign(pledge, by=person(world, pledge.holder_id), holder_signatory="孙桂兰")


def homes_pledged(world: World, rows: Rows) -> None:
    for home in Household.objects.filter(pk__in=rows):
        sign_household(home, campaign=world.campaign, by=person(world, home.village_id))


def award_checked(world: World, rows: Rows) -> None:
    for award in Award.objects.filter(pk__in=rows):
        check(award, result="keep", words="家庭和睦，邻里都说好。", by=world.village)


def minutes_kept(world: World, rows: Rows) -> None:
    for meeting in Meeting.objects.filter(place__in=rows, files=None):
        told = {name: getattr(meeting, name) for name in ("kind", "held_at", "topic", "minutes")}
        change_meeting(meeting, file=jpeg(), by=world.town, **told)


def met(world: World, rows: Rows) -> None:
    group = LeadingGroup.objects.get(place=T1)
    came = {seat: Came("present") for seat in group.seats.all()}
    record_meeting(
        group, kind="full", held_on=timezone.localdate(), held_at="会议室", topic="总结",
        minutes="会议议定按月排查到户。", came=came, by=world.town,
        file=jpeg(),
    )  # fmt: skip


def headed(world: World, rows: Rows) -> None:
    for code in rows:
        seat_of(group_of(world.divisions[code], world.town_next), world.town_next)


def budgeted(world: World, rows: Rows) -> None:
    for code in rows:
        plan_fund(
            world.divisions[code], world.campaign, planned=500_000, budget_paper="镇财6号",
            decided_on=timezone.localdate(), by=world.town_next,
        )  # fmt: skip


def paper_handed_in(world: World, rows: Rows) -> None:
    for duty in Duty.objects.filter(pk__in=rows):
        mark_done(duty, world.divisions[T2], note="已报", by=world.town_next)


def photographed(world: World, rows: Rows) -> None:
    for row in Activity.objects.filter(pk__in=rows):
        add_photo(row, data=jpeg(), by=world.village)


def trained_again(world: World, rows: Rows) -> None:
    made = training(world)
    mark_attendance(made, came=[t.pk for t in made.trainees.all()], by=world.town)


def training(world: World) -> Training:
    return hold_training(
        world.township, by=world.town, day=timezone.localdate(), topic="实务", teacher="王老师",
        venue="会议室", names=["学员甲", "学员乙"],
    )  # fmt: skip


# Gaps the small year has not: made before the first run.


def a_visit_due_today(world: World) -> None:
    """Of a family with nothing missed; and of one that has, which no single visit can gain."""
    missed, family = ListedFamily.objects.filter(village=V1, closed_on=None).order_by("pk")
    today = timezone.localdate()
    facts.visit(world, family, day(2, 12))  # else the visit makes its file whole, too
    VisitDuty.objects.create(
        family=missed, village_id=V1, opens_on=today - timedelta(days=5), due_on=today
    )
    VisitDuty.objects.create(
        family=family, village_id=V1, opens_on=today - timedelta(days=5), due_on=today
    )


def a_dispute_not_mediated(world: World) -> None:
    renumbered()
    for row in Dispute.objects.filter(status="accepted", sessions=None):
        facts.session(world, row)
    cases.accepted(world)


def renumbered() -> None:
    """The small year wrote its numbers itself; the register of the verbs begins at 1."""
    for row in Dispute.objects.exclude(number=""):
        Dispute.objects.filter(pk=row.pk).update(serial=row.pk + 900, number=f"旧{row.pk}号")


def an_agreement_of_thirty_days(world: World) -> None:
    renumbered()
    made = cases.settled(world)
    Agreement.objects.filter(pk=made.pk).update(
        agreed_on=timezone.localdate() - timedelta(days=30),
        effective_on=timezone.localdate() - timedelta(days=30),
    )


def a_round_not_filed(world: World) -> None:
    late = VillageScreening.objects.filter(filed_at__gte=moment(1, 1, 9, 2027))
    late.update(filed_at=None, filed_by=None, signer="", screened=0)


def nobody_signed_ahead(world: World) -> None:
    HouseholdPledge.objects.filter(signed_on__gt=timezone.localdate()).delete()


def a_pledge_not_signed(world: World) -> None:
    Pledge.objects.filter(holder=V2).update(
        status="issued", signed_on=None, signed_at=None, signed_by=None, way="",
        holder_signatory="",
    )  # fmt: skip


def late_rounds_count_half(world: World) -> None:
    """With the text of the system late rounds give nothing, so nothing is offered."""
    a_round_not_filed(world)
    content: Any = load_shipped("RC2").as_dict() | {"version": "半月"}
    line = next(
        one for part in content["category"] for one in part["indicator"] if one["code"] == "3.2"
    )
    line["rule"]["share"] = [{"event": "late", "label": "逾期", "weight": "0.5"}]
    adopt(
        campaign=world.campaign, level=5, rubric=keep(rubric_from_dict(content)),
        reason="逾期折半", by=world.governance,
    )  # fmt: skip


def a_date_without_a_picture(world: World) -> None:
    KeptFile.objects.filter(activity__unit=V1, activity__occasion="0308").delete()


def an_award_not_checked(world: World) -> None:
    home = Household.objects.filter(village=V1).order_by("pk")[6]
    Award.objects.create(
        campaign=world.campaign, household=home, village_id=V1, status="plated", story="和睦",
        kind="care", nominated_on=day(2, 1), nominated_by=world.village, vote_on=day(2, 10),
        vote_due=20, vote_present=18, vote_for=17, vote_against=0, vote_abstain=1,
        plated_on=day(4, 1), plate_number="甲测1号",
    )  # fmt: skip


def a_meeting_without_minutes(world: World) -> None:
    group = LeadingGroup.objects.get(place=T1)
    Meeting.objects.create(
        group=group, place_id=T1, kind="full", held_on=day(7, 3), held_at="会议室", topic="部署",
        minutes="会议议定按月排查到户。", recorded_by=world.town, recorded_at=moment(7, 3),
    )  # fmt: skip


def duties(kind: str) -> Callable[[World], None]:
    def make(world: World) -> None:
        Duty.objects.create(
            campaign=world.campaign, level=4, due_on=day(7, 15), title=kind, kind=kind, ahead=7
        )

    return make


def activity(code: str, on: date) -> Callable[[World], None]:
    def make(world: World) -> None:
        Activity.objects.create(
            unit_id=V1, kind="street", theme="宣传", venue="广场", people=5, day=on,
            occasion=code, recorded_by=world.village, recorded_at=moment(on.month, on.day),
        )  # fmt: skip

    return make


def a_training_nobody_came_to(world: World) -> None:
    training(world)


Make = Callable[[World], Any]
DOING: dict[str, tuple[int, Do, Make | None]] = {
    "visits.gap": (V1, visit_today, a_visit_due_today),
    "keepers.gap": (T1, second_keeper, None),
    "pairings.gap": (V1, paired, None),
    "family_files.gap": (T1, file_made_whole, None),
    "mediated.gap": (T1, sat, a_dispute_not_mediated),
    "follow_ups.gap": (V1, revisited, an_agreement_of_thirty_days),
    "oral_registered.gap": (V1, registered, None),
    "screening.gap": (V1, screened, None),
    "screening_rounds.missing": (V2, screened, late_rounds_count_half),
    "reporting.missing": (V1, reported, None),
    "pledges.gap": (T1, pledged, a_pledge_not_signed),
    "household_pledges.gap": (V1, homes_pledged, nobody_signed_ahead),
    "award_quality.unchecked": (T1, award_checked, an_award_not_checked),
    "group_meetings.unfiled": (T1, minutes_kept, a_meeting_without_minutes),
    "group_meetings.missing": (T1, met, None),
    "lead_and_fund.person_lack": (T2, headed, None),
    "lead_and_fund.budget_lack": (T2, budgeted, None),
    "year_papers.plan_lack": (T2, paper_handed_in, None),
    "year_papers.midyear_lack": (T2, paper_handed_in, duties("midyear")),
    "year_papers.final_lack": (T2, paper_handed_in, duties("final")),
    "year_papers.ledger_lack": (T2, paper_handed_in, None),
    "publicity_dates.women_day_lack": (V1, photographed, a_date_without_a_picture),
    "publicity_dates.family_day_lack": (V1, photographed, activity("0515", day(5, 15))),
    "publicity_dates.drug_day_lack": (V1, photographed, activity("0626", day(6, 26))),
    "publicity_dates.peace_day_lack": (V1, photographed, activity("1125", day(11, 25))),
    "training.gap": (T1, trained_again, a_training_nobody_came_to),
}
