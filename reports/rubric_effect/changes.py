"""Two texts of a rubric side by side: what changed, line by line, in words."""

from __future__ import annotations

from dataclasses import dataclass

from reports.metrics.catalogue import METRICS
from reports.rules import Indicator, Rubric
from reports.rules.numbers import plain


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs: code, name and what is different, in sentences."""

    code: str
    name: str
    words: tuple[str, ...]


def changes(old: Rubric, new: Rubric) -> list[Change]:
    """New, removed and changed lines, then what else differs; in the order of the new text."""
    before = {line.code: line for line in old.indicators}
    now = {line.code: line for line in new.indicators}
    found = [
        Change(line.code, line.name, said)
        for line in new.indicators
        if (said := _line(before.get(line.code), line))
    ]
    found += [
        Change(line.code, line.name, ("删去了这一项",))
        for line in old.indicators
        if line.code not in now
    ]
    rest = [
        (bool(old.bonus != new.bonus), "加分"),
        (bool(old.deductions != new.deductions), "扣分"),
        (bool(old.grades != new.grades), "等次"),
        (bool(old.rank_order != new.rank_order), "并列的先后"),
        (bool(old.vetoes != new.vetoes), "一票否决情形"),
    ]
    return found + [Change("", what, ("有改动",)) for differs, what in rest if differs]


def _line(old: Indicator | None, new: Indicator) -> tuple[str, ...]:
    if old is None:
        return (f"新增，{plain(new.cap)}分：{new.rule_words}",)
    said = []
    if old.name != new.name:
        said.append(f"名称由“{old.name}”改为“{new.name}”")
    if old.cap != new.cap:
        said.append(f"分值由{plain(old.cap)}分改为{plain(new.cap)}分")
    if old.source != new.source:
        words = {"computed": "系统计算", "manual": "人工评定"}
        said.append(f"由{words[old.source]}改为{words[new.source]}")
    if old.metric != new.metric and new.metric:
        said.append(f"数据指标改为“{METRICS[new.metric].name}”")
    if old.rule != new.rule or old.few != new.few:
        said.append(f"计分改为：{new.rule_words}")
    if old.na != new.na:
        said.append("没有可评的改为按满分计" if new.na == "full" else "没有可评的改为折算")
    if old.own != new.own:
        said.append("改为只计本单位自己办的" if new.own else "改为连所辖单位的一起计")
    if (old.department, old.assisting) != (new.department, new.assisting):
        said.append(f"评分部门改为{'、'.join((new.department, *new.assisting))}")
    if old.clause != new.clause and not said:
        said.append("条款文字有改动")
    return tuple(said)
