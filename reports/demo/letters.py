"""Rights matters of a demo year, as far as the days and the dice carry them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.models import User
from disputes.models import Matter, Party, RightsMatter, RightsReview, RightsVisit, Sorting
from reports.demo import words
from reports.demo.county import County, at

ELSEWHERE = ("县人社局劳动监察大队", "县自然资源局", "县法院立案庭", "县教育局")
ANSWER = "经走访核实，反映的情况属实，已协调有关单位落实，限一个月内办结。"
UPHELD = "经复查，原答复认定的事实清楚、依据充分，维持原答复。"
FINAL = "经复核，维持复查意见。"
VISITED = "生活平稳，原来反映的事已经落实。"


@dataclass
class Made:
    """What is loaded, by noun, and the acts that made it: (row, act, by, day, before, after)."""

    matters: list[Matter] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    sortings: list[Sorting] = field(default_factory=list)
    rights: list[RightsMatter] = field(default_factory=list)
    reviews: list[RightsReview] = field(default_factory=list)
    visits: list[RightsVisit] = field(default_factory=list)
    acts: list[tuple[Any, str, User, date, dict[str, Any], dict[str, Any]]] = field(
        default_factory=list
    )


def letter(county: County, dice: Random, made: Made, matter: Matter, by: User, on: date) -> None:
    """A rights matter as far as the days and the dice carry it."""
    row = RightsMatter(matter=matter, place_id=matter.place_id)
    made.rights.append(row)
    joint = dice.random() < 0.05
    if joint:
        row.visitors, row.representatives = dice.randint(6, 20), dice.randint(2, 5)
    day = on + timedelta(days=dice.randint(1, 16))
    if day > county.until:
        return
    if dice.random() < 0.15:
        row.status, row.version = RightsMatter.Status.TRANSFERRED, 2
        row.transferred_to, row.transferred_on = dice.choice(ELSEWHERE), day
        done(matter, day, f"已转送{row.transferred_to}，并告知来人。")
        told_of(made, row, "transfer", by, day)
        return
    row.status, row.accepted_on, row.version = RightsMatter.Status.ACCEPTED, day, 2
    told_of(made, row, "accept", by, day)
    if dice.random() < 0.08:
        told_on = day + timedelta(days=dice.randint(20, 50))
        if told_on <= county.until:
            row.more_days, row.more_reason = 30, "需要到外地调取证据，短期内难以查清。"
            row.more_at = at(told_on, 12)
            row.more_approver, row.more_told_on = county.officers["xianfulian"].name, told_on
            row.version += 1
            told_of(made, row, "extend", by, told_on, days=30)
            day = told_on
    if joint:
        row.leader_name, row.leader_post = words.person(dice), "分管副县长"
        row.leader_since, row.leader_until = day, day + timedelta(days=90)
        row.version += 1
        told_of(made, row, "lead", by, day, until=str(row.leader_until))
    day += timedelta(days=dice.choice((9, 15, 21, 28, 35, 44, 52, 68)))
    if day <= county.until:
        _answer(county, dice, made, row, by, day)


def _answer(
    county: County, dice: Random, made: Made, row: RightsMatter, by: User, day: date
) -> None:
    """The answer, the reviews the days suffice for, and the visits afterwards."""
    boss = county.officers["xianfulian"]
    answered(made, row, by, day, dice.choice(("yes", "yes", "yes", "partly", "", "no")))
    level = 1 if by != boss and row.satisfied in ("no", "partly") else 3
    while level < 3 and (asked := day + timedelta(days=dice.randint(5, 25))) <= county.until:
        asked_for_review(county, made, row, by if level == 1 else boss, asked, level)
        day = asked + timedelta(days=dice.randint(8, 27))
        if day > county.until:
            return
        reviewed(made, row, boss, day)
        level += 1 if dice.random() < 0.6 else 2
    handler = boss if row.matter.unit_id == county.division.code else by
    if dice.random() < 0.5:
        _visits(county, dice, made, row, handler, day)


def answered(made: Made, row: RightsMatter, by: User, day: date, satisfied: str) -> None:
    row.status, row.answer = RightsMatter.Status.ANSWERED, ANSWER
    row.answered_on, row.told_on, row.answered_by = day, day, by
    row.answered_at = at(day, 12)
    row.satisfied = satisfied
    row.version += 1
    done(row.matter, day, ANSWER)
    told_of(made, row, "answer", by, day, told_on=str(day))


def asked_for_review(
    county: County, made: Made, row: RightsMatter, by: User, day: date, level: int
) -> None:
    made.reviews.append(
        RightsReview(
            matter=row.matter,
            rights=row,
            place_id=row.place_id,
            level=level,
            unit=county.division if level == 1 else county.division.parent,
            asked_on=day,
            request="答复没有解决实际问题，要求重新处理。",
            recorded_by=by,
        )
    )
    row.status = RightsMatter.Status.REVIEW if level == 1 else RightsMatter.Status.SECOND
    row.version += 1
    matter = row.matter
    matter.status, matter.closed_on = Matter.Status.HANDLING, None
    matter.unit, matter.version = county.division, matter.version + 1
    told_of(made, row, "ask_review", by, day, level=level)


def reviewed(made: Made, row: RightsMatter, boss: User, day: date) -> None:
    review = made.reviews[-1]
    review.result, review.answer = "upheld", UPHELD if review.level == 1 else FINAL
    review.answered_on, review.told_on, review.answered_by = day, day, boss
    last = review.level == RightsReview.Level.SECOND
    row.status = RightsMatter.Status.FINAL if last else RightsMatter.Status.REVIEWED
    row.version, row.satisfied = row.version + 1, ""
    done(row.matter, day, review.answer)
    told_of(made, row, "review", boss, day, level=review.level, result="upheld")


def _visits(
    county: County, dice: Random, made: Made, row: RightsMatter, by: User, day: date
) -> None:
    row.revisit_days, row.revisit_from, row.version = 90, day, row.version + 1
    told_of(made, row, "visit", by, day, days=90)
    visited = day + timedelta(days=dice.randint(60, 100))
    while visited <= county.until:
        made.visits.append(
            RightsVisit(
                matter=row.matter,
                rights=row,
                place_id=row.place_id,
                visited_on=visited,
                way=dice.choice(("home", "phone", "office")),
                state=VISITED,
                satisfied="yes",
                by=by,
            )
        )
        row.version += 1
        told_of(made, row, "visit", by, visited, visit=made.visits[-1])
        visited += timedelta(days=dice.randint(80, 100))


def done(matter: Matter, day: date, outcome: str) -> None:
    matter.status, matter.closed_on, matter.outcome = Matter.Status.DONE, day, outcome
    matter.version += 1


def told_of(made: Made, row: RightsMatter, act: str, by: User, day: date, **more: Any) -> None:
    after = {"status": str(row.status), "on": str(day), **more}
    made.acts.append((row, f"rights.{act}", by, day, {}, after))
