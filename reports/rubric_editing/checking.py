"""Whether a draft could be published, and every reason why not, in a sentence at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from reports.metrics.catalogue import METRICS
from reports.rubric_editing.kinds import KIND_FORMS, labels_of
from reports.rubric_editing.shape import Content
from reports.rubric_editing.spec import CATEGORY, HEAD, LINE, PARTS
from reports.rules import Rubric, RubricError, rubric_from_dict
from reports.rules.kinds import KINDS
from reports.rules.reader import Fault
from reports.small_counts import sensitive

Path = tuple[str | int, ...]
_QUOTED = re.compile(r"“([a-z_]+)”")
# Words of the rules that are no entry of a part.
_WORDS = {
    "few": "基数太小", "own": "只计本单位", "part": "数哪一部分", "metric": "数据指标",
    "computed": "系统计算", "manual": "人工评定", "indicator": "指标", "category": "大类",
    "rule": "计分规则", "kind": "计分方式", "division": "division（区划代码）",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """One fault: the part it belongs to (as in the editor's addresses), the path and entry, and
    the sentence."""

    part: str
    path: Path
    key: str
    words: str

    @property
    def short(self) -> str:
        """The sentence without the place it begins with, for showing at that place."""
        return self.words.partition("：")[2] or self.words


@dataclass(frozen=True, slots=True)
class Checked:
    """rules: the rubric, when nothing is wrong; notes: what is allowed but wants a thought."""

    rules: Rubric | None
    faults: tuple[Placed, ...]
    notes: tuple[str, ...] = ()

    def of(self, part: str) -> list[Placed]:
        """The faults of one part of the editor."""
        return [fault for fault in self.faults if fault.part == part]

    @property
    def counts(self) -> dict[str, int]:
        """part → how many."""
        found: dict[str, int] = {}
        for fault in self.faults:
            found[fault.part] = found.get(fault.part, 0) + 1
        return found


def check(content: Content) -> Checked:
    """Read the content as a run would."""
    try:
        rules = rubric_from_dict(content)
    except RubricError as error:
        return Checked(None, tuple(_placed(one, content) for one in error.errors))
    told = _told_beside(rules)
    return Checked(None if told else rules, told, _notes(rules))


def _told_beside(rules: Rubric) -> tuple[Placed, ...]:
    """What stands beside the lines is printed with its number: nothing of a family's file may
    (reliability C8)."""
    labels = {event.key: event.label for event in rules.deductions}
    labels |= {item.key: item.label for item in rules.bonus.items}
    return tuple(
        Placed(kind, (kind,), key, _("%(name)s：数的是家庭或纠纷档案里的事，次数会透出个案，"
               "请改为指标，按比例或分档计分。") % {"name": labels[key]})
        for kind, key, source in rules.outside
        if sensitive(source.metric)
    )  # fmt: skip


def _notes(rules: Rubric) -> tuple[str, ...]:
    """Lines whose points tell how often something happened to families."""
    return tuple(
        _("%(code)s %(name)s按次扣分，不看档案的人能从得分推算出次数；小于5的次数只能这样避开："
          "改为按比例或分档计分。") % {"code": line.code, "name": line.name}
        for line in rules.indicators
        if line.source == "computed" and line.rule.kind == "deduct" and sensitive(line.metric)
    )  # fmt: skip


def _placed(sentence: str, content: Content) -> Placed:
    path: Path = getattr(sentence, "path", ())
    key: str = getattr(sentence, "key", "")
    key = key or _about(sentence, path, content)
    # The sum of all belongs to the table of points, not to one part.
    part = "" if not path and key == "total" and "之和" in sentence else part_at(path, sentence)
    return Placed(part, path, key, _told(sentence, path, content))


def _about(sentence: str, path: Path, content: Content) -> str:
    """The entry a sentence speaks of, where the rules do not say: the first that it quotes."""
    known = {f.key for spec in (HEAD, CATEGORY, LINE) for f in spec.fields}
    if "rule" in path:
        known = set(labels_of(_kind_at(path, content)))
    quoted = [word for word in _QUOTED.findall(sentence) if word in known]
    if not quoted and "未知的数据指标" in sentence:
        return "metric"
    return quoted[0] if quoted else ""


def part_at(path: Path, sentence: str = "") -> str:
    """c2l0 for a line, c2 for a category, else the name of the part."""
    if len(path) >= 4 and path[0] == "category" and path[2] == "indicator":
        return f"c{path[1]}l{path[3]}"
    if len(path) >= 2 and path[0] == "category":
        return f"c{path[1]}"
    if path and path[0] in PARTS:
        return str(path[0])
    for word, part in (("名次：", "rank"), ("等次：", "grade"), ("一票否决", "veto")):
        if sentence.startswith(word):
            return part
    return "head" if isinstance(sentence, Fault) else ""


def _told(sentence: str, path: Path, content: Content) -> str:
    """The sentence with Chinese names in place of the language's own words."""
    names = dict(_WORDS) | {metric.key: metric.name for metric in METRICS.values()}
    names |= {name: form.title for name, form in KINDS.items() if name not in _WORDS}
    for spec in (HEAD, CATEGORY, LINE):
        names |= {field.key: field.label for field in spec.fields}
    for at, spec, title in PARTS.values():
        if not path or path[0] == at:
            names |= {field.key: field.label for field in spec.fields}
        if path and path[0] == (at or (spec.rows[0].key if spec.rows else "")):
            for rows in spec.rows:
                names |= {rows.key: title, **{f.key: f.label for f in rows.fields}}
    if "few" in path:
        names |= {f.key.rpartition(".")[2]: f.label for f in LINE.fields if "." in f.key}
    if "rule" in path:
        names |= labels_of(_kind_at(path, content))
    return _QUOTED.sub(lambda found: f"“{names.get(found[1], found[1])}”", sentence)


def _kind_at(path: Path, content: Content) -> str:
    node: Any = content
    for step in path[: path.index("rule") + 1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return str(node.get("kind", "")) if isinstance(node, dict) else ""


def number(text: Any) -> Decimal | None:
    """A number as typed, None when it is none."""
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


@dataclass(frozen=True, slots=True)
class Sum:
    """What the parts add up to beside what they should; None where a part is no number."""

    have: Decimal
    want: Decimal | None

    @property
    def off(self) -> Decimal:
        """How much is too much (negative: missing)."""
        return self.have - (self.want or Decimal(0))


def sums(content: Content) -> tuple[list[Sum], Sum]:
    """Points per category and in total."""
    each = []
    for category in content["category"]:
        have = sum(
            (number(line.get("cap")) or Decimal(0) for line in category["indicator"]), Decimal(0)
        )
        each.append(Sum(have, number(category.get("cap"))))
    total = sum((number(c.get("cap")) or Decimal(0) for c in content["category"]), Decimal(0))
    return each, Sum(total, number(content.get("total")))


def kind_title(kind: str) -> str:
    """按比例计分."""
    return KINDS[kind].title if kind in KINDS and kind in KIND_FORMS else kind
