"""What a rubric's workbook looks like: sheets and columns, the same for writing and reading."""

from __future__ import annotations

from dataclasses import dataclass

from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.spec import BONUS, GRADES, HEAD, LINE, OUTSIDE_EVENT, VETO, Field

ABOUT, LINES, RULES, OUTSIDE, GRADE, VETOES = (
    "说明", "大类与指标", "计分规则", "加分扣分", "等次", "否决",
)  # fmt: skip
CATEGORY_WORD, LINE_WORD = "大类", "指标"
BONUS_WORD, DEDUCTION_WORD = "加分", "扣分"
MAIN_WORD = "规则"
YES = "是"
YES_TOO, NO_TOO = (YES, "√", "✓", "对", "true"), ("否", "×", "无", "false")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: key, words, width, and its field where it holds one."""

    key: str
    words: str
    width: int = 12
    field: Field | None = None


def _heads(fields: tuple[Field, ...], widths: dict[str, int]) -> list[Head]:
    return [Head(f.key, worded(f), widths.get(f.key, 12), f) for f in fields]


def worded(field: Field) -> str:
    """A field's head: its name, with the unit of numbers."""
    return f"{field.label}（{field.unit}）" if field.unit else field.label


def about_entries() -> list[tuple[str, str, Field]]:
    """(part, words, field) of the sheet 说明: what is said once of the whole."""
    named = [("head", worded(f), f) for f in HEAD.fields]
    named += [("bonus", worded(f), f) for f in BONUS.fields]
    named += [
        ("deduction", "扣分条款", Field("clause", "扣分条款", "long")),
        (
            "rank",
            "并列时依次看",
            Field("order", "并列时依次看", "words", hint="最后写 division"),
        ),
        ("rank", "名次条款", Field("clause", "名次条款", "long")),
        ("veto", "否决的效力", Field("effect", "否决的效力", "long")),
    ]
    return named


def line_heads() -> list[Head]:
    """Columns of 大类与指标; a category's row uses the first four."""
    widths = {"name": 20, "clause": 50, "metric": 18, "evidence": 24, "basis": 30, "na": 18}
    widths |= {"department": 14, "assisting": 20}
    return [Head("what", "类别", 8), *_heads(LINE.fields, widths)]


def rule_heads() -> list[Head]:
    """Columns of 计分规则: whose rule, which kind, which row of it, then every parameter any
    kind has, kinds in their order and each name once."""
    heads = [
        Head("code", "编码", 8), Head("name", "指标名称", 20), Head("kind", "计分方式", 18),
        Head("row", "行", 14),
    ]  # fmt: skip
    seen: dict[str, Field] = {}
    for form in KIND_FORMS.values():
        for field in form.spec.fields:
            seen.setdefault(worded(field), field)
        for rows in form.spec.rows:
            for field in rows.columns:
                seen.setdefault(worded(field), field)
    return heads + [Head(f"p:{words}", words, 14, field) for words, field in seen.items()]


def outside_heads() -> list[Head]:
    """Columns of 加分扣分: both lists, each name once."""
    heads, seen = [Head("what", "类别", 8)], set()
    for field in (*BONUS.rows[0].fields, *OUTSIDE_EVENT):
        if worded(field) not in seen:
            seen.add(worded(field))
            heads.append(Head(f"p:{worded(field)}", worded(field), 16, field))
    return heads


def grade_heads() -> list[Head]:
    """Columns of 等次."""
    return _heads(GRADES.rows[0].fields, {})


def veto_heads() -> list[Head]:
    """Columns of 否决."""
    return _heads(VETO.rows[0].fields, {"text": 90})
