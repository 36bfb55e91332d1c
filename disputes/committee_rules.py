"""When a mediation committee may be in office (人民调解法 art. 8, 9): pure rules.

Three to nine members, one chair, a woman among them, a term of three years. The minority rule
of art. 8 for mixed areas is not asked about: this house keeps no ethnicity of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from disputes.clocks.days import plus_months

FEWEST, MOST = 3, 9
TERM_MONTHS = 36
WARN_DAYS = 90


@dataclass(frozen=True)
class SeatFacts:
    """A seat that is held: whether its holder is the chair, and a woman as far as is known."""

    chair: bool
    woman: bool


def lacks(seats: Iterable[SeatFacts]) -> list[str]:
    """What keeps a committee from being in office, a sentence each; empty when nothing does."""
    held = list(seats)
    chairs = sum(seat.chair for seat in held)
    found = []
    if len(held) < FEWEST:
        found.append(
            _("委员只有 %(n)d 人，至少要 %(least)d 人（人民调解法第八条）。")
            % {"n": len(held), "least": FEWEST}
        )
    if len(held) > MOST:
        found.append(
            _("委员有 %(n)d 人，最多 %(most)d 人（人民调解法第八条）。")
            % {"n": len(held), "most": MOST}
        )
    if chairs != 1:
        words = _("还没有主任") if not chairs else _("有 %(n)d 名主任") % {"n": chairs}
        found.append(_("%(words)s，主任应当是一人（人民调解法第八条）。") % {"words": words})
    if not any(seat.woman for seat in held):
        found.append(_("还没有女委员，应当有妇女成员（人民调解法第八条）。"))
    return found


def term_until(since: date) -> date:
    """The last day of a term of three years (人民调解法 art. 9; 民法典 art. 201, 202)."""
    return plus_months(since, TERM_MONTHS)
