"""A generated county: the bench's rows of a small province with one county, and, beside them, rows
of everything else a metric counts. Made by dice with a fixed seed, so always the same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    Campaign,
    Circular,
    CircularEntry,
    Deduction,
    DeductionScale,
    Division,
    Duty,
    DutyMark,
    Finding,
    Fund,
    KeptFile,
    LeadingGroup,
    Level,
    Meeting,
    OutsideResult,
    RectificationOrder,
    Seat,
    Survey,
    SurveyAnswer,
    Trainee,
    Training,
)
from disputes.models import Dispute, Matter, QualityDraw, QualityReview, RightsMatter
from households.models import Hazard, HazardCall, Incident, ZeroReport
from reports.bench import province
from tests.reports.moments import day, moment

BY, OTHER = 1000, 1001  # users of the bench's rows


def fill(villages: int) -> Campaign:
    """The county with its year; as the system, inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bench.villages', %s, true)", [str(villages)])
        for step in province.STEPS:
            cursor.execute(step.statement)
        cursor.execute("DROP TABLE place")
    campaign = Campaign.objects.get(pk=1)
    towns, homes = (
        list(Division.objects.filter(level=level).order_by("code"))
        for level in (Level.TOWNSHIP, Level.VILLAGE)
    )
    dice = random.Random(20261126)
    for part in (work, papers, publicity, asked, told, found, handled):
        part(campaign, towns, homes, dice)
    return campaign


Places = list[Division]


def chance(dice: random.Random, percent: int) -> bool:
    """True in so many of a hundred cases."""
    return dice.randrange(100) < percent


def some_day(dice: random.Random) -> date:
    """A day of the year, sometimes after its end."""
    return day(1, 5) + timedelta(days=dice.randrange(370))


def at(on: date) -> Any:
    """The morning of a day."""
    return moment(on.month, on.day, 9, on.year)


def kept(place: Division, on: date, **owner: Any) -> KeptFile:
    """A photo kept with it."""
    return KeptFile(
        place=place, medium="photo", data=b"x", title="照片", size=1, pages=1, added_by_id=BY,
        added_at=at(on), **owner,
    )  # fmt: skip


def work(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """Groups, meetings with and without minutes, councils, heads, money."""
    groups = LeadingGroup.objects.bulk_create(
        LeadingGroup(
            place=unit, name="领导小组", set_up_on=day(1, 5), recorded_by_id=BY,
            meetings_a_year=dice.choice((1, 2, 4)),
        )
        for unit in (*towns, *homes) if chance(dice, 80)
    )  # fmt: skip
    rows = []
    for group in groups:
        for _ in range(dice.randrange(4)):
            on = some_day(dice)
            rows.append(Meeting(
                group=group, place=group.place, kind=dice.choice(("full", "council")), held_on=on,
                held_at="会议室", topic="部署", minutes="按月排查。", recorded_by_id=BY,
                recorded_at=at(on),
            ))  # fmt: skip
    held = Meeting.objects.bulk_create(rows)
    KeptFile.objects.bulk_create(
        kept(m.place, m.held_on, meeting=m) for m in held for _ in range(dice.randrange(3))
    )
    Seat.objects.bulk_create(
        Seat(
            group=group, place=group.place, post="head", name="韩立", since=day(1, 6),
            until=day(6, 1) if chance(dice, 20) else None, recorded_by_id=BY,
            end_reason="调离", recorded_at=moment(1, 6),
        )
        for group in groups if chance(dice, 85)
    )  # fmt: skip
    Fund.objects.bulk_create(
        Fund(
            campaign=campaign, place=unit, planned=dice.choice((0, 500_000)),
            budget_paper="镇财5号", decided_on=(on := some_day(dice)), recorded_by_id=BY,
            recorded_at=at(on),
        )
        for unit in towns if chance(dice, 80)
    )  # fmt: skip


def papers(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """Two duties of each kind; done, late, lifted, not at all."""
    duties = Duty.objects.bulk_create(
        Duty(
            campaign=campaign, level=4, due_on=some_day(dice), title=f"{kind}{n}", kind=kind,
            ahead=7,
        )
        for kind in ("plan", "midyear", "final", "ledger", "other") for n in range(2)
    )  # fmt: skip
    DutyMark.objects.bulk_create(
        DutyMark(
            duty=duty, place=unit, kind="lifted" if chance(dice, 5) else "done", day=duty.due_on,
            note="已报", at=at(duty.due_on + timedelta(days=dice.randrange(-5, 4))), by_id=BY,
        )
        for duty in duties for unit in towns if chance(dice, 85)
    )  # fmt: skip


def publicity(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """Fixed dates, trainings, bulletins and papers with what adopted them."""
    held = Activity.objects.bulk_create(
        Activity(
            unit=unit, kind="street", theme=f"{occasion}{n}", venue="广场", people=5,
            day=day(int(occasion[:2]), int(occasion[2:])), occasion=occasion, recorded_by_id=BY,
            recorded_at=moment(1, 2),
        )
        for unit in (*towns, *homes) for occasion in ("0308", "0515", "0626", "1125")
        for n in range(dice.randrange(3))
    )  # fmt: skip
    KeptFile.objects.bulk_create(kept(a.unit, a.day, activity=a) for a in held if chance(dice, 70))
    trainings = Training.objects.bulk_create(
        Training(
            unit=unit, day=some_day(dice), topic="实务", teacher="王老师", venue="会议室",
            recorded_by_id=BY, recorded_at=moment(1, 2),
        )
        for unit in towns for _ in range(2)
    )  # fmt: skip
    Trainee.objects.bulk_create(
        Trainee(
            training=one, place=place, name=f"学员{n % 2}", came=chance(dice, 70),
            person_id=BY + 10 + n if n < 2 else None,
        )
        for one in trainings
        for n, place in enumerate(
            home for home in homes if one.unit.code <= home.code < one.unit.end
        )
    )  # fmt: skip
    bulletins = Bulletin.objects.bulk_create(
        Bulletin(
            unit=unit, title="简报", body="认真开展。", editor="镇妇联", status="issued",
            year=2026, number=n, total=n, issued_on=some_day(dice), issued_by_id=BY,
            written_by_id=BY, written_at=moment(1, 2),
        )
        for unit in towns for n in range(1, 5)
    )  # fmt: skip
    written = Achievement.objects.bulk_create(
        Achievement(
            unit=unit, kind="paper", title="调研", day=some_day(dice), authors="甲",
            recorded_by_id=BY, recorded_at=moment(1, 2),
        )
        for unit in (*towns, *homes[::3]) for _ in range(2)
    )  # fmt: skip
    Adoption.objects.bulk_create(
        Adoption(
            unit=one.unit, level=dice.randrange(1, 4), body="市妇联", day=some_day(dice),
            recorded_by_id=BY, recorded_at=moment(1, 2), **{name: one},
        )
        for name, rows in (("bulletin", bulletins), ("paper", written))
        for one in rows for _ in range(dice.randrange(3))
    )  # fmt: skip


def asked(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """The year's scored survey with answers, some questions left out; another that is not."""
    for scored, kind in ((True, "own"), (False, "third")):
        survey = Survey.objects.create(
            campaign=campaign, county=campaign.county, kind=kind, title=f"调查{kind}",
            starts_on=day(11, 1), ends_on=day(11, 20), status="closed", closed_on=day(11, 21),
            scored=scored, planned_by_id=BY, planned_at=moment(10, 1),
        )  # fmt: skip
        if kind == "third":
            OutsideResult.objects.create(
                survey=survey, place=homes[0], surveyor="公司", file_name="a.xlsx", drawn=9,
                valid=9, aware=8, took_part=7, satisfied=6, safe=5, uploaded_by_id=BY,
                uploaded_at=moment(11, 20),
            )  # fmt: skip
            continue
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(
                survey=survey, place=place, aware=dice.choice((True, True, False, None)),
                took_part=chance(dice, 80), satisfied=dice.choice((1, 2, 3, 5, None)),
                safe=dice.choice((1, 2, 4)),
            )
            for place in homes for _ in range(dice.randrange(8))
        )  # fmt: skip


def told(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """Circulars of three levels, and problems of inspections with what was taken off for them."""
    for n, level in enumerate(("county", "city", "province"), 1):
        numbered = {"word": "测平家督", "number": n} if level == "county" else {
            "outer_number": f"市〔2026〕{n}号"
        }  # fmt: skip
        paper = Circular.objects.create(
            campaign=campaign, place=campaign.county, level=level, title="通报", since=day(1, 1),
            until=day(6, 30), opening="如下。", status="approved", drafted_by_id=BY,
            drafted_at=moment(7, 1), approved_by_id=OTHER, approved_at=moment(7, 2), **numbered,
        )  # fmt: skip
        CircularEntry.objects.bulk_create(
            CircularEntry(
                circular=paper, place=campaign.county, division=unit, words="走访",
                side=dice.choice(("praise", "blame")),
            )
            for unit in (*towns, *homes[::2]) for _ in range(dice.randrange(3))
        )  # fmt: skip
        Circular.objects.filter(pk=paper.pk).update(
            status="issued", issued_by_id=BY, issued_on=day(7, 3)
        )
    scale = DeductionScale.objects.create(
        county=campaign.county, number=1, starts=day(1, 1), found=0, unrectified="0.5", again=1,
        set_by_id=BY, set_at=moment(1, 2), reason="细则",
    )  # fmt: skip
    for number, unit in enumerate((*towns, *homes[::3]), 1):
        order = RectificationOrder.objects.create(
            campaign=campaign, place=unit, number=number, asked="整改", due_on=day(8, 1),
            issued_on=day(7, 1), issued_by_id=BY,
        )  # fmt: skip
        for n in range(dice.randrange(4)):
            status = dice.choice(("closed", "ordered", "dropped"))
            problem = Finding.objects.create(
                campaign=campaign, place=unit, words=f"问题{n}", ground="细则", found_by_id=BY,
                found_on=day(6, 20), status=status, order=order, due_on=day(8, 1),
                ended_on=None if status == "ordered" else day(9, 1),
                drop_reason="不成立" if status == "dropped" else "",
            )  # fmt: skip
            Deduction.objects.bulk_create(
                Deduction(
                    finding=problem, place=unit, kind=kind, ordinal=k, points=1, scale=scale,
                    on=day(9, 2), is_live=chance(dice, 90),
                )
                for k, kind in enumerate(("unrectified", "again")) if chance(dice, 40)
            )  # fmt: skip


def found(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """Hazards in time, late and by mistake; incidents of every kind, some sealed; nil reports put
    right by the village itself."""
    for place in homes:
        for _ in range(dice.randrange(3)):
            known = at(some_day(dice))
            mistake = chance(dice, 10)
            row = Hazard.objects.create(
                village=place, source="direct", status="ended" if mistake else "filed",
                ending="mistake" if mistake else "", ended_at=known if mistake else None,
                known_at=known, opened_at=known, opened_by_id=BY, dangers=["injury"],
                filed_by_id=BY, filed_at=known + timedelta(hours=dice.randrange(4)),
                written_at=known + timedelta(hours=20 + dice.randrange(8)),
            )  # fmt: skip
            HazardCall.objects.create(
                hazard=row, village=place, called_at=known, person="值班员", unit="镇",
                by_id=BY, recorded_at=known,
            )  # fmt: skip
    kinds = ("hazard", "grave", "listed", "hotline", "police", "court", "department", "dispute")
    Incident.objects.bulk_create(
        Incident(
            village=place, kind=dice.choice(kinds), happened_on=(on := some_day(dice)),
            known_at=at(on), source_noun="x", source_key=str(n), sealed=chance(dice, 20),
            recorded_by_id=BY, recorded_at=at(on),
        )
        for place in homes for n in range(3)
    )  # fmt: skip
    ZeroReport.objects.filter(
        is_live=True, revision=2, village_id__in=[h.code for h in homes[::2]]
    ).update(kind="found", found=1)


def handled(campaign: Campaign, towns: Places, homes: Places, dice: random.Random) -> None:
    """Files reviewed, rights matters answered in time, late and never, some of each sealed; some of
    what was passed up was so in time."""
    Dispute.objects.filter(passed_up_on__isnull=False, pk__in=range(0, 400, 3)).update(
        passed_up_on=F("taken_in_on")
    )
    Matter.objects.filter(pk__in=range(0, 400, 11)).update(sealed=True)
    for town in towns:
        draw = QualityDraw.objects.create(
            village=town, first=day(1, 1), last=day(6, 30), seed="a", population=9,
            drawn_on=day(7, 1), drawn_by_id=BY,
        )  # fmt: skip
        files = Dispute.objects.filter(village_id__gte=town.code, village_id__lt=town.end)
        for file in files.order_by("pk")[:5]:
            status = dice.choice(("passed", "failed", "drawn"))
            QualityReview.objects.create(
                draw=draw, matter_id=file.matter_id, dispute=file, village_id=file.village_id,
                status=status, reviewed_on=None if status == "drawn" else some_day(dice),
                reviewed_by_id=None if status == "drawn" else BY,
                correct_by=day(12, 1) if status == "failed" else None,
            )  # fmt: skip
    for place, unit in enumerate((*towns, *homes[::2])):
        for n in range(2):
            on = some_day(dice)
            matter = Matter.objects.create(
                pk=100_000 + place * 2 + n,  # the bench's rows do not move the counter
                place=unit, unit=unit, owner_id=BY, channel="letter", received_on=on,
                received_by_id=BY, brief="反映", status="handling", route="rights", sorted_on=on,
                sealed=chance(dice, 20),
            )  # fmt: skip
            done = chance(dice, 80)
            answered = on + timedelta(days=dice.randrange(30, 90)) if done else None
            RightsMatter.objects.create(
                matter=matter, place=unit, status="answered" if done else "accepted",
                accepted_on=on, answer="已答复" if done else "", answered_on=answered,
                answered_at=at(answered) if answered else None,
                answered_by_id=BY if done else None, told_on=answered,
                more_days=0 if n else 20, more_reason="复杂", more_told_on=on,
            )  # fmt: skip
