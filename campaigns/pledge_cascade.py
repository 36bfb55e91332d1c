"""Does a text take up every clause of the one above (features, wish 10)? Plain data, no query.

A clause is found below by its code. It has to be there as far down as the text above says
(`reaches`); a target weaker than the one above needs a written reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from campaigns.models.pledge_template import Rung, plain

SAME, STRONGER, WEAKER, MISSING, UNLIKE, OWN = (
    "same",
    "stronger",
    "weaker",
    "missing",
    "unlike",
    "own",
)


class Clause(Protocol):
    """What the comparison needs of a clause, stored or typed."""

    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def target(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...
    @property
    def at_least(self) -> bool: ...
    @property
    def reaches(self) -> int: ...
    @property
    def weaker_reason(self) -> str: ...
    @property
    def goal(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One code above and below. gap: by how much the target below is weaker."""

    code: str
    above: Clause | None
    below: Clause | None
    state: str
    gap: Decimal = Decimal(0)

    @property
    def words(self) -> str:
        """What the comparison found."""
        if self.state == WEAKER and self.above is not None:
            by = f"{plain(self.gap)}{'个百分点' if self.above.unit == '%' else self.above.unit}"
            way = _("低") if self.above.at_least else _("宽")
            return _("比上级%(way)s%(by)s") % {"way": way, "by": by}
        return {
            SAME: _("与上级相同"),
            STRONGER: _("比上级严"),
            MISSING: _("缺这一条"),
            UNLIKE: _("单位或方向与上级不同"),
            OWN: _("自己加的"),
        }[self.state]

    @property
    def blocks(self) -> bool:
        """Whether the text below cannot be published because of it."""
        lacks = self.state == WEAKER and self.below is not None
        return self.state in (MISSING, UNLIKE) or (lacks and not self.reason)

    @property
    def reason(self) -> str:
        """Why it is weaker, as written."""
        return self.below.weaker_reason.strip() if self.below is not None else ""


def compared(above: Iterable[Clause], below: Sequence[Clause], rung: int) -> list[Line]:
    """A line for every clause above that has to reach `rung`, then those of the text's own."""
    mine = {clause.code: clause for clause in below}
    lines, seen = [], set()
    for clause in above:
        seen.add(clause.code)
        own = mine.get(clause.code)
        if own is None:
            if clause.reaches >= rung:
                lines.append(Line(clause.code, clause, None, MISSING))
            continue
        # A family promises the act; a rate is the village's.
        household = rung == Rung.HOUSEHOLD
        state, gap = (SAME, Decimal(0)) if household else _between(clause, own)
        lines.append(Line(clause.code, clause, own, state, gap))
    lines += [Line(c.code, None, c, OWN) for c in below if c.code not in seen]
    return lines


def _between(above: Clause, below: Clause) -> tuple[str, Decimal]:
    if above.unit != below.unit or above.at_least != below.at_least:
        return UNLIKE, Decimal(0)
    gap = above.target - below.target if above.at_least else below.target - above.target
    if gap == 0:
        return SAME, Decimal(0)
    return (WEAKER, gap) if gap > 0 else (STRONGER, -gap)


def what_blocks(lines: Iterable[Line]) -> list[str]:
    """A sentence for every line that keeps the text from being published."""
    out = []
    for line in lines:
        if not line.blocks:
            continue
        told = line.above or line.below
        assert told is not None
        if line.state == WEAKER:
            rest = _("%(words)s，请写明理由") % {"words": line.words}
        else:
            rest = line.words
        out.append(f"{told.text}（{line.code}）：{rest}")
    return out
