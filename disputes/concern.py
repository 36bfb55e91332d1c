"""When a matter has to be looked at as protection before anything else: pure words and days, no
database.

Words that speak of violence among family (反家庭暴力法 art. 2), or a child who is the one harmed
(未成年人保护法 art. 11; 反家庭暴力法 art. 14), put one plain question to whoever takes the matter
in; it does not pass unanswered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from disputes.violence_words import violent_words

ADULT_AGE = 18


def reasons(
    texts: Sequence[str], *, child_harmed: bool, born: Iterable[date] = (), today: date
) -> list[str]:
    """Why the question is asked, in sentences for the form; empty where it is not. born: days of
    birth of the people on the side that may have been harmed."""
    out = []
    if violent_words(*texts):
        out.append(_("来件里的文字说到打骂、伤人或威胁。"))
    if child_harmed:
        out.append(_("受伤害的是未满 18 周岁的孩子，应当立即报案（未成年人保护法第十一条）。"))
    elif any(_is_child(day, today) for day in born):
        out.append(_("来件的一方是未满 18 周岁的孩子。"))
    return out


def _is_child(born: date, today: date) -> bool:
    had = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had) < ADULT_AGE
