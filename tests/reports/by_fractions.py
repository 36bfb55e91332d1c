"""A village rubric worked out with nothing but fractions: no word of the rules' code in it. The
words of the rules stand in test_rubric_by_excel, typed as a clerk types them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from math import floor

Counts = Mapping[str, int]
Points = dict[str, F | None]
CAPS = {
    "1.1": 15, "1.2": 15, "1.3": 10, "2.1": 15, "2.2": 10, "2.3": 10, "2.4": 5,
    "3.1": 8, "3.2": 7, "3.3": 10, "3.4": 4, "4.1": 10, "4.2": 20, "4.3": 6,
}  # fmt: skip
BONUS_CAP = F(4)


def round2(value: F) -> F:
    """Two places, a half goes up."""
    return F(floor(value * 100 + F(1, 2)), 100)


def rate(counts: Counts) -> F | None:
    """Percent, None where nothing was due."""
    return F(100 * counts["numerator"], counts["base"]) if counts["base"] else None


def within(code: str, value: F | None) -> F | None:
    """Between nothing and the cap, rounded once."""
    return None if value is None else round2(min(F(CAPS[code]), max(F(0), value)))


def from_records(counted: Mapping[str, Counts], group: Mapping[str, Counts]) -> Points:
    """Lines counted from records: the village's own counts, and those of its group."""
    points: Points = {}
    screened = rate(counted["screening"])
    points["1.1"] = screened and banded(screened, ((98, F(15)), (85, F(19, 2)), (40, F(4))))
    told = counted["reporting"]
    lost = F(3, 10) * told["late"] + F(7, 10) * 2 * told["missing"] + 3 * told["untrue"]
    points["1.2"] = 15 - lost if told["base"] else None
    rounds = rate(counted["screening_rounds"])
    if rounds is not None:
        low = F(0) if rounds < 20 else 10 - (90 - rounds) * F(3, 20)
        rounds = F(10) if rounds >= 90 else low
    points["1.3"] = rounds
    pledged = rate(counted["household_pledges"])
    points["2.1"] = None if pledged is None else (pledged - 30) / (97 - 30) * 15
    visited = rate(counted["visits"])
    points["2.2"] = None if visited is None else visited / 100 * 10 - (visited < 80)
    # Fewer than two: the group's rate, where the group has two.
    pairs = counted["pairings"]
    if 0 < pairs["base"] < 2:
        pairs = group["pairings"] if group["pairings"]["base"] >= 2 else {"base": 0, "numerator": 0}
    paired = rate(pairs)
    points["2.3"] = None if paired is None else paired / 100 * 10
    # Fewer than three files drawn say nothing.
    files = counted["dossier_quality"]
    drawn = rate(files) if files["base"] >= 3 else None
    points["2.4"] = None if drawn is None else drawn / 100 * 5
    held = counted["councils"]
    due = [q for q in ("q1", "q2", "q3", "q4") if held[q] + held[f"{q}_lack"]]
    had = sum(held[q] for q in due)
    points["3.4"] = F(4 * had, len(due)) if due else None
    return points


def by_hand(entered: Mapping[str, object]) -> Points:
    """Lines whose counts were typed in."""
    number: Mapping[str, int] = {k: v for k, v in entered.items() if isinstance(v, int)}
    points: Points = {"3.1": 8 - max(0, 4 - number["meetings"]) * F(7, 4)}
    points["3.2"] = F({0: 0, 1: 3, 2: 1}[number["plan"]] + {0: 0, 1: 4}[number["summary"]])
    points["3.3"] = F(str(entered["seen"]))
    part, whole = number["part"], number["whole"]
    points["4.1"] = (
        banded(F(100 * part, whole), ((85, F(10)), (F("60.5"), F("6.25")))) if whole else None
    )
    safe = F(100 * number["safe"], number["asked"])
    lost = 3 * number["open"] + F(3, 2) * number["solved"] + min(F(4), F(3) * number["festival"])
    lost += number["outside"] - 5 * number["all_solved"]
    lost += max(F(0), 96 - max(safe, F(90))) * F(1, 4) + max(F(0), 90 - safe) * F(1, 2)
    points["4.2"] = 20 - lost / number["groups"] if number["groups"] else None
    reached = F(number["in_time"]) + F(number["late"], 2)
    share = reached / number["due"] * 100
    points["4.3"] = F(0) if share < 30 else share / 100 * 6
    return points


def banded(percent: F, bands: Sequence[tuple[int | F, F]]) -> F:
    """The points of the highest band that is reached; what is exactly on its line is in it."""
    return next((given for start, given in bands if percent >= start), F(0))


def total(points: Points, bonus: F, deducted: F) -> F:
    """Categories with what cannot be judged earned by what could, then bonus and deductions."""
    have = sum((category(points, part) for part in "1234"), F(0))
    return max(F(0), have + bonus - deducted)


def category(points: Points, part: str) -> F:
    """One category's points."""
    mine = {code: value for code, value in points.items() if code[0] == part}
    have = sum((value for value in mine.values() if value is not None), F(0))
    judged = sum(CAPS[code] for code, value in mine.items() if value is not None)
    empty = sum(CAPS[code] for code, value in mine.items() if value is None)
    return have + (round2(have * empty / judged) if empty else F(0))


def bonus(claims: Sequence[tuple[str, str, F]]) -> F:
    """Praise: of one matter the highest alone. Bulletins: 1 together at most. All: the cap."""
    praised: dict[str, F] = {}
    for kind, matter, points in claims:
        if kind == "praise":
            praised[matter] = max(points, praised.get(matter, F(0)))
    told = sum((points for kind, _m, points in claims if kind == "bulletin"), F(0))
    judged = sum((points for kind, _m, points in claims if kind == "new"), F(0))
    return round2(min(BONUS_CAP, sum(praised.values(), F(0)) + min(F(1), told) + judged))
