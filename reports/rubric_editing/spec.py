"""The parts of a rubric as an editor needs them: every entry with its Chinese name, what kind of
value it takes and a hint. The keys are those reports.rules reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "long", "number", "flag", "choice", "words", "day"]

TEXT_MOST, LONG_MOST = 200, 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One entry. key: "few.least" is the entry `least` of the section `few`; options: value → word
    for choices; optional: may be left empty; unit: the word behind a number; fixed: a form shows
    nothing of it, since it follows from where the part stands."""

    key: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    fixed: bool = False

    @property
    def most(self) -> int:
        """The longest text that may be written."""
        return LONG_MOST if self.kind in ("long", "words") else TEXT_MOST


@dataclass(frozen=True, slots=True)
class Rows:
    """A list inside a part. falling: the entry the rows are sorted by, highest first; inner: a
    list inside each entry, written as further rows that leave the entry's own fields empty."""

    key: str
    title: str
    fields: tuple[Field, ...]
    falling: str = ""
    most: int = 30
    inner: Rows | None = None

    @property
    def columns(self) -> tuple[Field, ...]:
        """What a row of a form or a sheet may hold."""
        return (*self.fields, *self.inner.fields) if self.inner else self.fields

    def flat(self, entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The entries as rows: an entry with several inner ones takes several."""
        if self.inner is None:
            return [dict(entry) for entry in entries]
        out = []
        for entry in entries:
            own = {key: value for key, value in entry.items() if key != self.inner.key}
            inside = entry.get(self.inner.key) or [{}]
            out += [{**(own if not at else {}), **one} for at, one in enumerate(inside)]
        return out

    def gathered(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The reverse of `flat`: a row without own fields, or with those of the row above, goes on
        with the entry above it."""
        if self.inner is None:
            return [dict(row) for row in rows]
        out: list[dict[str, Any]] = []
        for row in rows:
            own = {f.key: row[f.key] for f in self.fields if f.key in row}
            inside = {f.key: row[f.key] for f in self.inner.fields if f.key in row}
            if not self.continues(out, own):
                out.append({**own, self.inner.key: []})
            if inside:
                out[-1][self.inner.key].append(inside)
        for entry in out:
            if not entry[self.inner.key]:
                del entry[self.inner.key]
        return out

    def continues(self, before: Sequence[Mapping[str, Any]], own: Mapping[str, Any]) -> bool:
        """Whether a row with these own fields goes on with the last of the entries before it."""
        return bool(before) and all(before[-1].get(key) == value for key, value in own.items())

    def row_of(self, entries: Sequence[Mapping[str, Any]], at: int, inside: int = 0) -> int:
        """The number of the row an entry begins at, or one of its inner ones stands in."""
        return len(self.flat(entries[:at])) + inside


@dataclass(frozen=True, slots=True)
class Spec:
    """A part: its entries and its lists."""

    fields: tuple[Field, ...] = ()
    rows: tuple[Rows, ...] = ()


def held(node: Mapping[str, Any], key: str) -> Any:
    """The value of an entry, of a section inside the node where its key says so."""
    section, _dot, inner = key.partition(".")
    found = node.get(section)
    if not inner:
        return found
    return found.get(inner) if isinstance(found, Mapping) else None


def hold(node: dict[str, Any], key: str, value: Any) -> None:
    """Set an entry; its section comes with it."""
    section, _dot, inner = key.partition(".")
    if inner:
        node.setdefault(section, {})[inner] = value
    else:
        node[section] = value


FEW = (("pooled", "按同组合计的率计分"), ("na", "不适用"))
LEVEL = (
    ("township", "县对乡镇（街道）"), ("village", "乡镇对村（社区）"),
    ("city", "省对设区的市"), ("county", "市对县（市、区）"), ("household", "村（社区）对家庭"),
)  # fmt: skip
SOURCE = (("computed", "系统计算"), ("manual", "人工评定"))
NA = (("redistribute", "分值由其他指标折算"), ("full", "按满分计"))

HEAD = Spec(
    (
        Field("code", "编号", hint="例如 RC1；同一县、同一编号之下用版本区分"),
        Field("name", "名称"),
        Field("version", "版本", hint="例如 2027年第1版；发布后不能改，再改就是新的版本"),
        Field("effective", "施行日期", "day", hint="例如 2027-01-01"),
        Field("level", "适用", "choice", options=LEVEL, fixed=True),
        Field("total", "总分", "number", unit="分", hint="各大类分值之和应等于总分"),
        Field("basis", "制定依据", "long"),
    )
)
CATEGORY = Spec(
    (
        Field("code", "大类编码", hint="例如 3；所属指标编码以它开头：3.1、3.2"),
        Field("title", "大类名称", hint="例如 三、排查管控"),
        Field("cap", "分值", "number", unit="分"),
    )
)
LINE = Spec(
    (
        Field("code", "编码", hint="例如 3.2，以大类编码开头"),
        Field("name", "指标名称"),
        Field("cap", "分值", "number", unit="分"),
        Field("clause", "条款原文", "long", hint="印在细则和评分表上的话"),
        Field("source", "怎么来", "choice", options=SOURCE),
        Field("metric", "数据指标", optional=True, hint="系统计算的指标用哪个数"),
        Field("own", "只计本单位自己办的，不计所辖单位的", "flag", optional=True),
        Field("na", "没有可评的（分母为0）", "choice", options=NA),
        Field(
            "few.least",
            "基数少于多少算太小",
            "number",
            optional=True,
            hint="只用于系统计算、按率计分的；空着不另作规定",
        ),
        Field("few.then", "基数太小的", "choice", optional=True, options=FEW),
        Field("numerator", "分子叫什么", optional=True, hint="例如 按时；空着用数据指标的名称"),
        Field("denominator", "分母叫什么", optional=True, hint="例如 应报"),
        Field("unit", "量词", optional=True, hint="例如 份、户、次"),
        Field("department", "评分部门"),
        Field("assisting", "协助部门", "words", optional=True, hint="几个部门用顿号分开"),
        Field("evidence", "佐证材料"),
        Field("basis", "出处", "long"),
    )
)
FOUND = (("self", "自查发现"), ("outside", "外部发现"))
COUNTED_PARTS = {"numerator": "分子", "denominator": "分母"}
# What counts a bonus or a deduction that stands outside the lines, so that nobody reports it.
COUNTED = (
    Field("metric", "数据指标", optional=True, hint="由系统统计的才选"),
    Field("part", "数哪一部分", optional=True, hint="数据指标的分子、分母，或者其中一种事"),
    Field("own", "只计本单位自己的", "flag", optional=True),
)
BONUS = Spec(
    (
        Field("cap", "加分上限", "number", unit="分", hint="全部加分合计最多多少"),
        Field("clause", "加分条款", "long"),
    ),
    (
        Rows(
            "item",
            "加分项",
            (
                Field("key", "代号", hint="空着自动编"),
                Field("label", "名称"),
                Field("points", "每次加分", "number", unit="分"),
                Field("limit", "本项最多", "number", unit="分", optional=True),
                Field("per_matter", "同一事项只计最高一次", "flag", optional=True),
                Field("judged", "由复核人员在上限内评分", "flag", optional=True),
                *COUNTED,
            ),
        ),
    ),
)
EVENT = (
    Field("event", "代号", hint="空着自动编"),
    Field("label", "名称"),
    Field("points", "每次扣分", "number", unit="分"),
    Field("factor", "乘以", "number", optional=True, hint="0.5 减半，2 加倍"),
    Field("limit", "这种事最多扣", "number", unit="分", optional=True),
    Field(
        "found",
        "谁发现的",
        "choice",
        optional=True,
        options=FOUND,
        hint="自查发现、自己改正的扣得轻，可以不扣",
    ),
)
OUTSIDE_EVENT = (*EVENT, *COUNTED)
# Inside a line an event may also make up for what the others cost.
LINE_EVENT = (*EVENT, Field("gives", "弥补同项的扣分", "flag", optional=True))
GAP = Rows(
    "gap",
    "达标率",
    (
        Field("key", "代号", hint="空着自动编"),
        Field("label", "名称", hint="例如 安全感"),
        Field("base_label", "基数叫什么", hint="例如 安全感受访"),
    ),
    inner=Rows(
        "step",
        "分段",
        (
            Field("below", "低于", "number", unit="%"),
            Field("per_point", "每低1个百分点扣", "number", unit="分"),
        ),
        falling="below",
    ),
)
DEDUCTION = Spec(
    (Field("clause", "扣分条款", "long"),), (Rows("event", "总分以外的扣分", OUTSIDE_EVENT),)
)
GRADES = Spec(
    (),
    (
        Rows(
            "grade",
            "等次",
            (
                Field("name", "等次"),
                Field("from", "起点分", "number", unit="分", hint="含本数；最低一等从 0 起"),
                Field(
                    "max_share",
                    "占本组最多",
                    "number",
                    unit="%",
                    optional=True,
                    hint="空着不限比例",
                ),
                Field(
                    "needs",
                    "须得满分的指标",
                    "words",
                    optional=True,
                    hint="编码用顿号分开；其中一项没有得满分的，不评这一等",
                ),
            ),
            falling="from",
            most=10,
        ),
    ),
)
RANK = Spec(
    (
        Field(
            "order",
            "并列时依次看",
            "words",
            hint="指标编码用顿号分开，最后写 division（区划代码），例如 6.1、3.2、division",
        ),
        Field("clause", "名次条款", "long"),
    )
)
VETO = Spec(
    (Field("effect", "否决的效力", "long"),),
    (
        Rows(
            "ground",
            "一票否决情形",
            (
                Field("key", "代号", hint="a、b、c……"),
                Field("item", "序号", hint="例如 （一）"),
                Field("text", "情形", "long"),
            ),
        ),
    ),
)
# The parts a whole consists of, beside categories and lines: name → where in the content, title.
PARTS: dict[str, tuple[str, Spec, str]] = {
    "head": ("", HEAD, "基本情况"),
    "bonus": ("bonus", BONUS, "加分"),
    "deduction": ("deduction", DEDUCTION, "扣分"),
    "grade": ("", GRADES, "等次"),
    "rank": ("rank", RANK, "名次"),
    "veto": ("veto", VETO, "一票否决"),
}
