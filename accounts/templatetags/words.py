"""How dates, names and rates are written: plain functions, registered as filters by ``parts``.

A date stands for a whole day in the county's time zone; a datetime is aware.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import timezone

DASH = "—"
_COMPOUND = (
    "欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 令狐 慕容 司徒 端木 东方 南宫 轩辕 宇文 长孙 "
    "闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 司寇 西门 百里 "
    "呼延 独孤"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def zh_date(value: date | datetime | None) -> str:
    """2026年3月8日, no leading zero."""
    if not value:
        return DASH
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日"


def zh_day(value: date | datetime | None) -> str:
    """3月8日, no leading zero."""
    if not value:
        return DASH
    day = _day(value)
    return f"{day.month}月{day.day}日"


def zh_weekday(value: date | datetime | None) -> str:
    """周二."""
    return "周" + "一二三四五六日"[_day(value).weekday()] if value else DASH


def zh_time(value: datetime | time | None) -> str:
    """09:30 in local time."""
    if not value:
        return DASH
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local:%H:%M}"


def mask_name(value: str | None) -> str:
    """姜志强 → 姜*强, 王平 → 王*, 欧阳娜娜 → 欧阳**, a name with dots → its first sign."""
    name = (value or "").strip()
    if len(name) < 2:
        return "*" if name else DASH
    if "·" in name or name[0].isascii():
        return f"{name[0]}***"
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return name[:2] + "*" * (len(name) - 2)
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def percent(value: Decimal | Fraction | float | None) -> str:
    """98.1% from 0.981, half-up to one place; a rate short of 1 never shows 100%."""
    if value is None:
        return DASH
    exact = Fraction(value) * 100
    one = Decimal(exact.numerator) / Decimal(exact.denominator)
    shown = one.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if exact < 100 <= shown:
        shown = Decimal("99.9")
    return f"{shown.normalize():f}%"


def yuan(fen: int | None) -> str:
    """800元 from 80000 fen, 12,000.50元 from 1200050; money is kept as whole fen."""
    if fen is None:
        return DASH
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d}元" if rest else f"{whole:,}元"


def dash_none(value: object) -> object:
    """— for not applicable or unknown; 0 stays 0."""
    return DASH if value is None or value == "" else value
