"""What must hold of a rubric as a whole: sums, codes once each, grades and the order among equals.
Every fault knows its place."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from .numbers import plain
from .reader import Fault
from .rubric import Rubric

__all__ = ["whole_faults"]

_DIVISION = "division"


def whole_faults(rubric: Rubric) -> list[str]:
    """One sentence for each, in Chinese."""
    faults: list[str] = []
    total = sum((category.cap for category in rubric.categories), Decimal(0))
    if total != rubric.total:
        said = (
            f"细则：各大类分值之和为{plain(total)}分，应为{plain(rubric.total)}分，相差"
            f"{plain(abs(total - rubric.total))}分。"
        )
        faults.append(Fault.at(said, (), "total"))
    lines: dict[tuple[str | int, ...], str] = {
        ("category", at, "indicator", n): line.code
        for at, category in enumerate(rubric.categories)
        for n, line in enumerate(category.indicators)
    }
    faults += _repeated("大类编码", _places("category", (c.code for c in rubric.categories)))
    faults += _repeated("指标编码", lines)
    grounds = _places("veto", (ground.key for ground in rubric.vetoes), "ground")
    faults += _repeated("一票否决情形", grounds, "key")
    faults += _repeated("等次", _places("grade", (g.name for g in rubric.grades)), "name")
    return [*faults, *_order_faults(rubric), *_grade_faults(rubric)]


def _order_faults(rubric: Rubric) -> list[str]:
    known = {line.code for line in rubric.indicators} | {_DIVISION}
    said = [
        f"名次：排序依据“{key}”不是本细则的指标编码。"
        for key in rubric.rank_order
        if key not in known
    ]
    if rubric.rank_order[-1:] != (_DIVISION,):
        said.append(f"名次：排序依据最后应为区划代码“{_DIVISION}”。")
    return [Fault.at(sentence, ("rank",), "order") for sentence in said]


def _grade_faults(rubric: Rubric) -> list[str]:
    faults: list[str] = []
    if not rubric.grades:
        return [Fault.at("等次：至少要有一等，从0分起。", ("grade",))]
    for at, (upper, lower) in enumerate(pairwise(rubric.grades), 1):
        if lower.start >= upper.start:
            said = f"等次：应从高到低排列，“{lower.name}”的起点分不低于“{upper.name}”。"
            faults.append(Fault.at(said, ("grade", at), "from"))
    last = len(rubric.grades) - 1
    lowest = rubric.grades[last]
    if lowest.start != 0:
        faults.append(Fault.at("等次：最低一等应从0分起。", ("grade", last), "from"))
    if lowest.max_share is not None:
        faults.append(Fault.at("等次：最低一等不能限制比例。", ("grade", last), "max_share"))
    if lowest.needs:
        said = "等次：最低一等不能要求哪一项得满分。"
        faults.append(Fault.at(said, ("grade", last), "needs"))
    codes = {line.code for line in rubric.indicators}
    for at, grade in enumerate(rubric.grades):
        for code in grade.needs:
            if code not in codes:
                said = f"等次：“{grade.name}”须得满分的“{code}”不是本细则的指标编码。"
                faults.append(Fault.at(said, ("grade", at), "needs"))
    return faults


def _places(part: str, values: Iterable[str], inner: str = "") -> dict[tuple[str | int, ...], str]:
    """Each value by the path to its table."""
    head = (part, inner) if inner else (part,)
    return {(*head, at): value for at, value in enumerate(values)}


def _repeated(
    what: str, values: Mapping[tuple[str | int, ...], str], key: str = "code"
) -> list[str]:
    """A fault for each value that stands there a second time, at that second place."""
    seen: set[str] = set()
    faults: list[str] = []
    for path, value in values.items():
        if value and value in seen:
            faults.append(Fault.at(f"细则：{what}“{value}”重复。", path, key))
        seen.add(value)
    return faults
