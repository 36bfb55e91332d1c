"""A place to be told what still hangs on a person who is about to leave a post.

Nobody leaves a post with open families (domain C3, features 12 and complaint 8): ending a posting
and closing an account ask here first. Other apps register a counter when they start; accounts
imports none of them. The administrator who is refused learns counts and what to do, never which
family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import Posting, User
from accounts.reach import Span, merged
from accounts.refusals import NotTheMoment


@dataclass(frozen=True)
class Obstacle:
    """count of one kind of unfinished work, the words after it (户在册家庭), and what to do."""

    count: int
    words: str
    remedy: str


# Counts what hangs on a person in the spans that are lost, leaving out those still held.
Counter = Callable[[User, tuple[Span, ...], tuple[Span, ...]], Iterable[Obstacle]]
_COUNTERS: list[Counter] = []


def register(counter: Counter) -> None:
    """Ask `counter` whenever somebody is about to leave; called once, when an app starts."""
    if counter not in _COUNTERS:
        _COUNTERS.append(counter)


def spans(postings: Iterable[Posting]) -> tuple[Span, ...]:
    """The codes of these postings, with those of divisions they absorbed."""
    held = list(postings)
    return merged([p.bounds for p in held] + [a for p in held for a in p.absorbed()])


def obstacles(user: User, lost: tuple[Span, ...], held: tuple[Span, ...]) -> list[Obstacle]:
    """What still hangs on `user` in `lost` and not in `held`. Counted as the system: the
    administrators see no family, and no row leaves this function."""
    with scope.as_system():
        found = [o for counter in _COUNTERS for o in counter(user, lost, held)]
    return [o for o in found if o.count]


def require_free(user: User, lost: tuple[Span, ...], held: tuple[Span, ...]) -> None:
    """Refuse (409) while something hangs on `user`, saying how much and what to do."""
    found = obstacles(user, lost, held)
    if not found:
        return
    raise NotTheMoment(
        _("%(name)s手上还有%(what)s，现在不能离任。%(remedies)s")
        % {
            "name": user.name,
            "what": "、".join(f"{o.count} {o.words}" for o in found),
            "remedies": "".join(dict.fromkeys(o.remedy for o in found)),
        }
    )
