"""A city's or a province's year from the scores of its counties: pure figures, no database.

A county's figure is the mean of its townships, weighted by their households: a township of 12,000
homes tells more of a county than one of 900 (no published rubric scores counties by their
townships; composed, domain A5). A vetoed township stays in the mean, as its score is printed too
(domain A6). Townships are ranked against their peer group in all counties together, equal totals
sharing a place; ranks are left out where the counties were scored by different rubrics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reports.rules.numbers import half_up
from reports.rules.standing import Standing, print_order, ranks

NAMED_MOST = 12


@dataclass(frozen=True, slots=True)
class Town:
    """A township's part: how many homes, between which totals it lies (equal when scored)."""

    code: int
    name: str
    group: str
    homes: int
    low: Decimal
    high: Decimal
    total: Decimal | None
    vetoed: bool


@dataclass(frozen=True, slots=True)
class County:
    """A county's part of a batch; towns are empty and `refusal` says why when it has no score.
    stage: how far the county is with the result; until: the day up to which facts count (ISO);
    digest, result_digest: over what its run froze and over its sheets (empty while in review).
    rubric: digest of the text it was scored by; text: its name and version; handed: it is one that
    was handed down to the county. city: which city of the province it lies in."""

    code: int
    name: str
    rubric: str
    towns: Sequence[Town]
    refusal: str = ""
    stage: str = ""
    until: str = ""
    digest: str = ""
    result_digest: str = ""
    text: str = ""
    handed: bool = False
    city: str = ""


def rolled(counties: Sequence[County]) -> dict[str, Any]:
    """The roll-up as JSON: counties in order of their place, townships by peer group."""
    scored = [county for county in counties if county.towns]
    comparable = len({county.rubric for county in scored}) <= 1
    places = _places({c.code: mean_of(c.towns) for c in scored}) if comparable else {}
    return {
        "comparable": comparable,
        "counties": [_county(county, places.get(county.code)) for county in counties],
        "cities": [_city(name, counties) for name in dict.fromkeys(c.city for c in counties)],
        "groups": {
            group: _group(group, scored, comparable)
            for group in sorted({town.group for county in scored for town in county.towns})
        },
    }


def mean_of(towns: Iterable[Town]) -> Decimal | None:
    """The weighted mean of the totals to two places; None while a total is open."""
    towns = list(towns)
    if any(town.total is None for town in towns):
        return None
    return _mean([(town.total or Decimal(0), town.homes) for town in towns])


def _mean(pairs: Sequence[tuple[Decimal, int]]) -> Decimal:
    """Weighted by homes; every one alike where no homes are known."""
    whole = sum(homes for _points, homes in pairs)
    if not whole:
        pairs, whole = [(points, 1) for points, _homes in pairs], len(pairs)
    return half_up(sum((Fraction(p) * homes for p, homes in pairs), Fraction(0)) / whole)


def _places(means: Mapping[int, Decimal | None]) -> dict[int, int | None]:
    return ranks(Standing(code, "", mean) for code, mean in means.items())


def _points(towns: Sequence[Town]) -> dict[str, Any]:
    """Size and mean of some townships, and the bounds it lies in while lines are 待评."""
    mean = mean_of(towns) if towns else None
    size = {"townships": len(towns), "homes": sum(town.homes for town in towns)}
    if not towns:
        return {**size, "mean": None}
    return {
        **size,
        "mean": None if mean is None else str(mean),
        "low": str(_mean([(town.low, town.homes) for town in towns])),
        "high": str(_mean([(town.high, town.homes) for town in towns])),
    }


def _city(name: str, counties: Sequence[County]) -> dict[str, Any]:
    """A city of the province over all its townships, not over the rounded means of counties."""
    own = [county for county in counties if county.city == name]
    towns = [town for county in own for town in county.towns]
    return {
        "name": name,
        "counties": len(own),
        "scored": sum(bool(county.towns) for county in own),
        **_points(towns),
    }


def _county(county: County, rank: int | None) -> dict[str, Any]:
    return {
        "code": county.code,
        "name": county.name,
        "city": county.city,
        "stage": county.stage,
        "until": county.until,
        "digest": county.digest,
        "result_digest": county.result_digest,
        "rubric": county.rubric,
        "text": county.text,
        "handed": county.handed,
        "refusal": county.refusal,
        "rank": rank,
        **_points(county.towns),
    }


def _group(group: str, counties: Sequence[County], comparable: bool) -> list[dict[str, Any]]:
    homes = {
        town.code: (county, town)
        for county in counties
        for town in county.towns
        if town.group == group
    }
    standings = [Standing(t.code, group, t.total, t.vetoed) for _county, t in homes.values()]
    rank_of = ranks(standings) if comparable else {}
    return [
        {
            "unit": one.unit,
            "name": homes[one.unit][1].name,
            "county": homes[one.unit][0].code,
            "total": None if one.total is None else str(one.total),
            "low": str(homes[one.unit][1].low),
            "high": str(homes[one.unit][1].high),
            "vetoed": one.vetoed,
            "rank": rank_of.get(one.unit),
        }
        for one in print_order(standings)
    ]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the counties scored by it, in the order of their codes."""

    name: str
    handed: bool
    counties: Sequence[str]

    @property
    def words(self) -> str:
        """细则 2026年第1版（市里下发）."""
        return f"{self.name}（上级下发）" if self.handed else self.name


def texts(frozen: Mapping[str, Any]) -> list[Text]:
    """Which counties were scored by which text: the one handed down first, then the most used."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for county in frozen["counties"]:
        if county["townships"]:
            found.setdefault(county.get("rubric", ""), []).append(county)
    rows = [
        Text(group[0].get("text", ""), bool(group[0].get("handed")), [c["name"] for c in group])
        for group in found.values()
    ]
    return sorted(rows, key=lambda text: (not text.handed, -len(text.counties), text.name))


def apart(frozen: Mapping[str, Any]) -> list[str]:
    """A sentence for every text counties use, where they differ; empty where all use one. The most
    are told by their number."""
    rows = texts(frozen)
    if len(rows) < 2:
        return []
    return [f"用《{text.words}》的 {len(text.counties)} 个：{_names(text)}。" for text in rows]


def _names(text: Text) -> str:
    shown = "、".join(text.counties[:NAMED_MOST])
    return shown + (" 等" if len(text.counties) > NAMED_MOST else "")


def told(frozen: Mapping[str, Any]) -> Iterable[str]:
    """A roll-up in lines of text: counties, then the townships of each peer group."""
    for county in frozen["counties"]:
        if county["refusal"]:
            yield f"{county['name']}：没有结果，{county['refusal']}"
            continue
        points = county["mean"] or f"{county['low']}–{county['high']}（有待评）"
        place = f"，第 {county['rank']} 名" if county["rank"] else ""
        yield f"{county['name']}：{points} 分{place}（{county['townships']} 个乡镇，按户数加权）"
    if not frozen["comparable"]:
        yield "各县所用细则不同，不排名次。"
        yield from apart(frozen)
    for group, towns in frozen["groups"].items():
        yield f"{group}（{len(towns)} 个）"
        for town in towns:
            place = f"第 {town['rank']} 名" if town["rank"] else "不排名次"
            place = "否决" if town["vetoed"] else place if town["total"] else "待评"
            yield f"  {place} {town['name']} {town['total'] or '—'}"
