"""The factors a worker answers about a family (domain C2): the dimensions of published practice.

What is asked is fixed here, so that no version of a scale can ask for more; what an answer
weighs is the scale's. No diagnosis, no belief, no record of punishment is ever asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Factor:
    """key; words: as it stands in a sum; ask: the question; options: what a yes may be, by key,
    "yes" alone where there is nothing to choose."""

    key: str
    words: str | Promise
    ask: str | Promise
    options: tuple[tuple[str, str | Promise], ...] = (("yes", _("有")),)
    hint: str | Promise = ""


FACTORS: tuple[Factor, ...] = (
    Factor(
        "weapon",
        _("出现凶器"),
        _("动过或亮过刀棍等凶器"),
    ),
    Factor(
        "threat",
        _("扬言杀人或自杀自伤"),
        _("说过要杀人、要自杀或伤害自己"),
    ),
    Factor(
        "injury",
        _("受伤"),
        _("有人受伤"),
        (("slight", _("轻微伤，没去治")), ("treated", _("去治过"))),
    ),
    Factor(
        "vulnerable",
        _("受害人是未成年人或不能辨认自己行为的人"),
        _("受害人未满 18 岁，或是不能辨认自己行为的成年人"),
        hint=_(
            "不满 8 岁无行为能力，8 至 17 岁限制行为能力。"
            "发现或怀疑受到家庭暴力，要立即向公安机关报案。"
        ),
    ),
    Factor(
        "order_breach",
        _("违反保护令"),
        _("违反了人身安全保护令或告诫书"),
    ),
    Factor(
        "earlier_order",
        _("有过告诫书或保护令"),
        _("以前有过告诫书或人身安全保护令"),
    ),
    Factor(
        "police",
        _("一年内报警"),
        _("12 个月内报过警"),
        (("one", _("1 次")), ("two", _("2 次")), ("three", _("3 次及以上"))),
    ),
    Factor("drinking", _("酒后起冲突"), _("冲突前喝酒")),
    Factor("debt", _("赌博或债务压力"), _("有赌博或欠债的压力")),
    Factor(
        "divorce",
        _("离婚或抚养争议"),
        _("离婚、孩子抚养有争议"),
        (("open", _("有争议")), ("filed", _("已起诉到法院"))),
    ),
    Factor("separation", _("分居不满三个月"), _("分居还不满三个月")),
    Factor("no_support", _("没有外界支持"), _("没有亲友、邻里能帮上忙")),
    Factor("child_witness", _("孩子在场目睹"), _("孩子在场、看见过")),
    Factor(
        "care",
        _("照料重病家人而无人分担"),
        _("照料重病家人，没有人分担"),
        hint=_("只记看护上的困难，不问、不写病名。"),
    ),
    Factor("quiet", _("九十天内没有再发生"), _("最近一次冲突已过去 90 天以上")),
)

BY_KEY = {factor.key: factor for factor in FACTORS}
ANSWERS = frozenset(f"{factor.key}.{option}" for factor in FACTORS for option, _w in factor.options)


def words_of(answer: str) -> str:
    """受伤（去治过） for injury.treated, 出现凶器 for weapon.yes."""
    key, _dot, option = answer.partition(".")
    factor = BY_KEY[key]
    if len(factor.options) == 1:
        return str(factor.words)
    return f"{factor.words}（{dict(factor.options)[option]}）"
