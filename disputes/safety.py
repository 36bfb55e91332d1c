"""The safety assessment's factors: a small reviewed list, pure (domain E, L; 反家庭暴力法 art. 2).

The weights only put cases in order of urgency. A named person decides the level and says why: no
sum decides for her (个人信息保护法 art. 24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Factor:
    """code as stored; words as asked; weight in the order of urgency."""

    code: str
    words: str | Promise
    weight: int


FACTORS = (
    Factor("now", _("危险正在发生，或对方扬言马上要动手"), 8),
    Factor("kill", _("对方说过要杀人、自杀或同归于尽"), 8),
    Factor("choke", _("掐过脖子、捂过口鼻"), 8),
    Factor("weapon", _("动过刀具等凶器，或家里有凶器"), 6),
    Factor("worse", _("近三个月次数变多、下手变重"), 5),
    Factor("injury", _("受过需要就医的伤"), 5),
    Factor("leaving", _("正要离开、分居、离婚，或刚分开不久"), 5),
    Factor("stalk", _("跟踪、守候、反复骚扰"), 4),
    Factor("locked", _("被关过、被限制外出或控制钱和手机"), 4),
    Factor("child", _("有孩子在场，或孩子也受到伤害"), 4),
    Factor("pregnant", _("怀孕或产后一年内"), 4),
    Factor("breach", _("违反过保护令、告诫书"), 4),
    Factor("drink", _("对方酗酒、吸毒或精神状况不稳定"), 3),
    Factor("alone", _("身边没有可以求助的人"), 2),
)
BY_CODE = {factor.code: factor for factor in FACTORS}
GRAVE = frozenset({"now", "kill", "choke"})  # any of these is looked at first


def urgency(present: Iterable[str]) -> int:
    """The sum of the weights of what is present; unknown codes do not count."""
    return sum(BY_CODE[code].weight for code in set(present) if code in BY_CODE)


def is_grave(present: Iterable[str]) -> bool:
    """Whether one of the factors that come before any sum is present."""
    return bool(GRAVE & set(present))
