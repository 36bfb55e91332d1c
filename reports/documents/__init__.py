"""Documents drawn from frozen content objects: no models, no database, no clock.

KINDS is the table of what papers there are; reports.papers fills it when the app starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, Self

from accounts.drawing.result import RenderedDocument

Progress = Callable[[int, int, str], None]


class Content(Protocol):
    """What a paper says, frozen: plain values that become canonical text and come back."""

    def to_json(self) -> str:
        """Equal contents give equal text."""

    def issued(self, number: str, day: date) -> Self:
        """The same with its number and day, once they are known."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on a paper beside its content. verify: the address its square code leads to,
    once it is issued; withdrawn: the notice of a paper that was taken back; digest: that of the
    content."""

    verify: str = ""
    withdrawn: str = ""
    digest: str = ""


Draw = Callable[[Any, Path, Marks, Progress], RenderedDocument]


@dataclass(frozen=True, slots=True)
class Kind:
    """freeze(run, heading, place, by, whole): the content of a new paper, whole that of the report
    where it is known already; read: back from its text; draw:
    by medium, pdf always. each: one paper for every township; numbered: it takes a number from the
    register on issue; text: the words of a draft may be edited; one: it may be of one township
    alone."""

    key: str
    freeze: Callable[..., Content]
    read: Callable[[str], Any]
    draw: Mapping[str, Draw]
    each: bool = False
    numbered: bool = True
    text: bool = False
    one: bool = False

    @property
    def media(self) -> tuple[str, ...]:
        """In which media it is offered."""
        return tuple(self.draw)


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind of paper to the table; called once, when the app starts."""
    KINDS[kind.key] = kind
