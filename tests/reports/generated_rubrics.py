"""Rubrics by dice: every rule kind with every option the loader accepts, without fault."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from reports.metrics.catalogue import METRICS
from reports.rubric_editing.shape import plain_form, written
from reports.rubric_editing.spec import Field

Content = dict[str, Any]
_SIGNS = st.characters(blacklist_categories=["Cc", "Cs"])
_FIELD_SIGNS = st.sampled_from("一二三户村（），。“”\"'\\=+-@#%·—𠮷 \n<&>{}[]1aA")
words = st.text(st.one_of(_FIELD_SIGNS, _SIGNS), min_size=1, max_size=12).map(written).filter(bool)
name = st.text(st.sampled_from("县乡妇联平安办司法所甲乙1A-"), min_size=1, max_size=6)
key = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
_CODE = Field("code", "编码")


def number(least: float, most: float, places: int = 4) -> st.SearchStrategy[str]:
    scale = 10**places
    whole = st.integers(int(least * scale), int(most * scale))
    return whole.map(lambda n: written(n / scale) if n % scale else str(n // scale))


percent = number(0, 100)
points = number(0.01, 20)


@st.composite
def keys(draw: st.DrawFn, least: int = 1, most: int = 3) -> list[str]:
    return draw(st.lists(key, min_size=least, max_size=most, unique=True))


def _maybe(draw: st.DrawFn, out: Content, **values: st.SearchStrategy[Any]) -> None:
    for name_, values_ in values.items():
        if draw(st.booleans()):
            out[name_] = draw(values_)


def _floors(draw: st.DrawFn, out: Content, below: str = "100") -> None:
    most = float(below)
    _maybe(draw, out, zero_below=number(0, most))
    if draw(st.booleans()):
        out |= {"extra_below": draw(number(0, most)), "extra_points": draw(points)}


def _falling(draw: st.DrawFn, most: int = 4) -> list[str]:
    found = draw(st.lists(st.integers(0, 10000), min_size=1, max_size=most, unique=True))
    return [written(n / 100) if n % 100 else str(n // 100) for n in sorted(found, reverse=True)]


def _ratio(draw: st.DrawFn, cap: str) -> Content:
    rule: Content = {"kind": "ratio"}
    _floors(draw, rule)
    if draw(st.booleans()):
        rule["share"] = [
            {"event": k, "label": draw(words), "weight": draw(number(0.0001, 1))}
            for k in draw(keys())
        ]
    return rule


def _step(draw: st.DrawFn, cap: str) -> Content:
    full = draw(number(1, 100))
    rule: Content = {"kind": "step", "full_at": full, "per_point": draw(points)}
    _floors(draw, rule, full)
    _maybe(draw, rule, pace=st.just(True))
    return rule


def _linear(draw: st.DrawFn, cap: str) -> Content:
    low, high = draw(
        st.lists(st.integers(0, 1000), min_size=2, max_size=2, unique=True).map(sorted)
    )
    return {"kind": "linear", "zero_at": written(low / 10), "full_at": written(high / 10)}


def _banded(draw: st.DrawFn, cap: str) -> Content:
    starts = _falling(draw)
    given = [written(float(cap) * (5 - n) / 5) for n in range(len(starts))]
    bands = [{"from": f, "points": p} for f, p in zip(starts, given, strict=True)]
    return {"kind": "banded", "band": bands}


def _shortfall(draw: st.DrawFn, cap: str) -> Content:
    return {
        "kind": "shortfall", "required": str(draw(st.integers(1, 99))), "per_missing": draw(points),
    }  # fmt: skip


def _event(draw: st.DrawFn, k: str, *, inside: bool) -> Content:
    event: Content = {"event": k, "label": draw(words), "points": draw(points)}
    _maybe(draw, event, factor=number(0.25, 4).filter(lambda n: n != "1"), limit=points)
    if inside:
        _maybe(draw, event, gives=st.just(True))
    return event


def _deduct(draw: st.DrawFn, cap: str) -> Content:
    names = draw(
        st.lists(key.filter(lambda k: "_base" not in k), min_size=4, max_size=4, unique=True)
    )
    rule: Content = {"kind": "deduct"}
    events, gaps = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    if events or not gaps:
        rule["event"] = [_event(draw, k, inside=True) for k in names[: max(1, events)]]
        for one in rule["event"][:1]:
            if draw(st.booleans()):
                one["found"] = draw(st.sampled_from(["self", "outside"]))
    for k in names[2 : 2 + gaps]:
        steps = [{"below": b, "per_point": draw(points)} for b in _falling(draw, 3)]
        gap = {"key": k, "label": draw(words), "base_label": draw(words), "step": steps}
        rule.setdefault("gap", []).append(gap)
    if draw(st.booleans()):
        rule |= {"divide_by": "number_of_all", "divide_label": draw(words)}
    return rule


def _checklist(draw: st.DrawFn, cap: str) -> Content:
    names = draw(keys())
    each = float(cap) / 2
    given = [cap] if len(names) == 1 else [written(each), written(float(cap) - each)]
    items = []
    for k, p in zip(names, given, strict=False):
        item: Content = {"key": k, "label": draw(words), "points": p}
        _maybe(draw, item, late_points=st.just("0"))
        items.append(item)
    return {"kind": "checklist", "item": items}


def _manual(draw: st.DrawFn, cap: str) -> Content:
    return {"kind": "manual"}


RULES = {
    "ratio": _ratio, "step": _step, "linear": _linear, "banded": _banded,
    "shortfall": _shortfall, "deduct": _deduct, "checklist": _checklist, "manual": _manual,
}  # fmt: skip
COUNTED = ("ratio", "step", "linear", "banded")


@st.composite
def lines(draw: st.DrawFn, code: str, kind: str) -> Content:
    """A line of this kind; of a rate also computed ones."""
    cap = draw(st.integers(2, 40).map(str))
    line: Content = {
        "code": code, "name": draw(words), "cap": cap, "clause": draw(words), "source": "manual",
        "na": draw(st.sampled_from(["full", "redistribute"])), "department": draw(words),
        "evidence": draw(words), "basis": draw(words), "rule": RULES[kind](draw, cap),
        "numerator": draw(words), "unit": draw(words),
    }  # fmt: skip
    if kind in COUNTED or draw(st.booleans()):
        line["denominator"] = draw(words)
    if assisting := draw(st.lists(name, max_size=3)):
        line["assisting"] = assisting
    if kind in COUNTED and "share" not in line["rule"] and draw(st.booleans()):
        line |= {"source": "computed", "metric": draw(st.sampled_from(sorted(METRICS)))}
        if draw(st.booleans()):
            line["few"] = {"least": "5", "then": draw(st.sampled_from(["pooled", "na"]))}
        _maybe(draw, line, own=st.just(True))
    return line


def _counted(draw: st.DrawFn, out: Content) -> None:
    if draw(st.booleans()):
        out |= {"metric": draw(st.sampled_from(sorted(METRICS))), "part": "numerator"}
        _maybe(draw, out, own=st.just(True))


@st.composite
def rubrics(draw: st.DrawFn) -> Content:
    """A whole rubric with at least one line of every kind, in any order."""
    kinds = draw(st.permutations(sorted(RULES)))
    parts = [kinds[:3], kinds[3:]]
    categories: list[Content] = []
    for at, some in enumerate(parts, 1):
        found = [draw(lines(f"{at}.{n}", kind)) for n, kind in enumerate(some, 1)]
        categories.append(
            {
                "code": str(at),
                "title": draw(words),
                "indicator": found,
                "cap": str(sum(int(one["cap"]) for one in found)),
            }
        )
    items = []
    for k in draw(keys(0, 3)):
        item: Content = {"key": k, "label": draw(words), "points": draw(number(0.01, 9, 2))}
        _maybe(draw, item, limit=number(0, 9, 2))
        if draw(st.booleans()):
            _maybe(draw, item, per_matter=st.just(True), judged=st.just(True))
        else:
            _counted(draw, item)
        items.append(item)
    events = [_event(draw, k, inside=False) for k in draw(keys(0, 3))]
    for one in events:
        _counted(draw, one)
    bonus: Content = {"cap": draw(number(0, 20, 2)), "clause": draw(words)}
    deduction: Content = {"clause": draw(words)}
    whole: Content = {
        "code": plain_form(draw(name), _CODE), "name": draw(words), "version": draw(name),
        "effective": draw(st.dates()).isoformat(), "basis": draw(words),
        "level": draw(st.sampled_from(["township", "village", "city", "county", "household"])),
        "total": str(sum(int(c["cap"]) for c in categories)),
        "category": categories,
        "bonus": bonus | ({"item": items} if items else {}),
        "deduction": deduction | ({"event": events} if events else {}),
        "rank": {"order": ["2.1", "1.1", "division"], "clause": draw(words)},
        "veto": {"effect": draw(words)},
    }  # fmt: skip
    grounds = [{"key": k, "item": draw(words), "text": draw(words)} for k in draw(keys(0, 2))]
    if grounds:
        whole["veto"]["ground"] = grounds
    names = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    starts = [*[f for f in _falling(draw, 4) if f != "0"][: len(names) - 1], "0"]
    whole["grade"] = [{"name": n, "from": f} for n, f in zip(names, starts, strict=False)]
    for grade in whole["grade"][:-1]:
        needs = st.lists(st.sampled_from(["1.1", "1.3", "2.1"]), min_size=1, unique=True)
        _maybe(draw, grade, max_share=number(0, 100), needs=needs)
    return whole
