"""Shapes a report cannot print, refused before anything is drawn."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reports.documents.assessment.codec import ContentError

if TYPE_CHECKING:
    from reports.documents.assessment.content import AssessmentContent, Points, UnitResult

NOT_APPLICABLE = "na"


def check(content: AssessmentContent) -> None:
    """Raise ContentError unless every unit has the same lines and every score is a number."""
    if not content.units:
        raise ContentError(_("考核内容里没有任何单位，不能生成报告。"))
    codes = [line.code for line in content.units[0].lines]
    for unit in content.units:
        if [line.code for line in unit.lines] != codes:
            raise ContentError(_("各单位的指标不一致，不能生成报告。"))
        for village in unit.villages:
            if len(village.points) != len(content.village_indicators):
                message = _("%(unit)s的村（社区）得分列数与细则不符，不能生成报告。")
                raise ContentError(message % {"unit": unit.name[:30]})
        for value in _figures_of(unit):
            _check_figure(value, unit.name)


def _figures_of(unit: UnitResult) -> list[Points]:
    values = [unit.base, unit.bonus, unit.deduction, unit.total, unit.possible]
    for line in unit.lines:
        values += [line.cap, line.self_points, line.department_points, line.review_points]
    for category in unit.categories:
        values += [category.cap, category.points]
    for village in unit.villages:
        values += [*village.points, village.bonus, village.deduction, village.total]
    return values


def _check_figure(value: Points, unit: str) -> None:
    if value is None or value == NOT_APPLICABLE:
        return
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 1000 or len(value) > 8:
        message = _("%(unit)s有一个得分不是数字：%(value)s。")
        raise ContentError(message % {"unit": unit[:30], "value": value[:20]})
