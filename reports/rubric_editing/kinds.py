"""The rule kinds as an editor shows them: what each does, an example worked out, its parameters.

One entry for every kind in reports.rules.kinds.KINDS; a test holds both to each other and every
example to what the rule itself computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.rubric_editing.spec import GAP, LINE_EVENT, Field, Rows, Spec


@dataclass(frozen=True, slots=True)
class KindForm:
    """does: what it is for; example: a sentence with figures; sample: the parameters of a rule of
    this kind for a line of 5 points, to begin from and for the test of the example."""

    does: str
    example: str
    spec: Spec
    sample: dict[str, Any]


FLOORS = (
    Field("zero_below", "低于此率不得分", "number", unit="%", optional=True),
    Field("extra_below", "低于此率另扣", "number", unit="%", optional=True),
    Field("extra_points", "另扣多少", "number", unit="分", optional=True),
)

KIND_FORMS: dict[str, KindForm] = {
    "ratio": KindForm(
        "做到的除以应做的，再乘分值。逾期等可以按折算计入分子；可以设“低于多少不得分”“低于多少另扣”。",
        "分值5分，应签10份、按期8份、逾期2份折半：（8＋2×0.5）÷10×5＝4.50分。",
        Spec(
            FLOORS,
            (
                Rows(
                    "share",
                    "按折算计入的",
                    (
                        Field("event", "代号", hint="空着自动编"),
                        Field("label", "名称"),
                        Field("weight", "折算", "number", hint="大于0、不大于1"),
                    ),
                ),
            ),
        ),
        {"kind": "ratio"},
    ),
    "step": KindForm(
        "达到满分线得满分，每低1个百分点扣一定分，不足1个百分点的按比例扣。",
        "分值5分，满分线95%，每低1个百分点扣0.25分；率为90%：5−5×0.25＝3.75分。",
        Spec(
            (
                Field("full_at", "满分线", "number", unit="%"),
                Field("per_point", "每低1个百分点扣", "number", unit="分"),
                *FLOORS,
                Field("pace", "年度没完的按已过月数折算满分线", "flag", optional=True),
            )
        ),
        {"kind": "step", "full_at": "95", "per_point": "0.25"},
    ),
    "banded": KindForm(
        "按率落在哪一档给分，各档含本数，低于最低一档不得分；最高一档的分等于分值。",
        "分值5分，90%以上5分、80%以上3分；率为85%：3.00分。",
        Spec(
            (),
            (
                Rows(
                    "band",
                    "分档",
                    (
                        Field("from", "从此率起", "number", unit="%"),
                        Field("points", "得分", "number", unit="分"),
                    ),
                    falling="from",
                ),
            ),
        ),
        {"kind": "banded", "band": [{"from": "90", "points": "5"}, {"from": "80", "points": "3"}]},
    ),
    "linear": KindForm(
        "零分线以下不得分，满分线以上得满分，两线之间按直线计。",
        "分值5分，80%为零分线、95%为满分线；率为90%：（90−80）÷（95−80）×5＝3.33分。",
        Spec(
            (
                Field("zero_at", "零分线", "number", unit="%"),
                Field("full_at", "满分线", "number", unit="%"),
            )
        ),
        {"kind": "linear", "zero_at": "80", "full_at": "95"},
    ),
    "shortfall": KindForm(
        "一年应有几次，每少一次扣一定分，多了不加。",
        "分值5分，应有4次，每少1次扣1分；有3次：5−1×1＝4.00分。",
        Spec(
            (
                Field("required", "全年应有", "number", unit="次（篇、件）"),
                Field("per_missing", "每少一次扣", "number", unit="分"),
            )
        ),
        {"kind": "shortfall", "required": "4", "per_missing": "1"},
    ),
    "deduct": KindForm(
        "从满分里按发生的事扣，几种事各扣各的，可以设一种事最多扣多少，自查发现的可以轻些，扣完为止。"
        "率没达到的，低于一线每个百分点扣一定分，可以分几段，一段一行，后几段的名称空着。"
        "合计可以除以一个数（例如所辖县数）。",
        "分值5分，迟报每份扣0.2分、未报每份扣0.5分；迟6份、缺3份：5−6×0.2−3×0.5＝2.30分。",
        Spec(
            (
                Field("divide_by", "合计除以（代号）", optional=True, hint="一般空着"),
                Field("divide_label", "除数叫什么", optional=True, hint="例如 所辖县数"),
            ),
            (Rows("event", "扣分的事", LINE_EVENT), GAP),
        ),
        {"kind": "deduct", "event": [{"event": "e1", "label": "发生一起", "points": "1"}]},
    ),
    "checklist": KindForm(
        "几样东西一样一样对，有就给各自的分，逾期少给，没有不给；各样相加等于分值。",
        "分值5分，方案2分、小结2分、总结1分；总结缺：2＋2＋0＝4.00分。",
        Spec(
            (),
            (
                Rows(
                    "item",
                    "检查项",
                    (
                        Field("key", "代号", hint="空着自动编"),
                        Field("label", "名称"),
                        Field("points", "得分", "number", unit="分"),
                        Field("late_points", "逾期得分", "number", unit="分", optional=True),
                    ),
                ),
            ),
        ),
        {
            "kind": "checklist",
            "item": [{"key": "i1", "label": "有记录", "points": "5"}],
        },
    ),
    "manual": KindForm(
        "考核组看材料、看现场，在0分和分值之间评定，写明依据。没有数量可算的才用。",
        "分值5分，现场评定4.2分：4.20分。",
        Spec(),
        {"kind": "manual"},
    ),
}


def labels_of(kind: str) -> dict[str, str]:
    """key → Chinese name of every parameter of a kind."""
    form = KIND_FORMS.get(kind)
    if form is None:
        return {}
    found = {field.key: field.label for field in form.spec.fields}
    for rows in form.spec.rows:
        found |= {rows.key: rows.title, **{field.key: field.label for field in rows.columns}}
        if rows.inner:
            found[rows.inner.key] = rows.inner.title
    return found
