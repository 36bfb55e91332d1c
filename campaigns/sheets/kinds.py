"""Kinds of sheets: a noun says which columns it has, how rows compare with what is stored, how
they are written and taken back. Everything else about sheets is shared.

An app registers its kinds when it is loaded; nothing here knows of any of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import inside
from accounts.roles import CASE_ROLES, Role
from campaigns.models import Division
from campaigns.models.division import Level
from campaigns.sheets.faults import LARGE, ORDINARY, Limits
from campaigns.sheets.heads import bare, squashed
from campaigns.sheets.table import Column, Line

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Tell = Callable[[int, int, str], None]


def silent(done: int, total: int, what: str) -> None:
    """Tell nobody."""


@dataclass
class Desk:
    """Who works on a sheet, where, from which file, and how progress is told. Everything a kind
    reads goes through `by`, so that a sheet reaches exactly as far as its sender."""

    by: User
    place: Division
    label: str = ""
    tell: Tell = silent
    file: str = ""

    @cached_property
    def villages(self) -> list[Division]:
        """The villages of the place that the sender reaches today."""
        spans = self.by.case_spans
        known = Division.objects.below(self.place, Level.VILLAGE).current().select_related("parent")
        return [village for village in known if inside(spans, village.code)]

    @cached_property
    def _by_name(self) -> dict[str, list[Division]]:
        out: dict[str, list[Division]] = {}
        for village in self.villages:
            for word in {squashed(village.name), _short(village.name), str(village.code)}:
                out.setdefault(word, []).append(village)
        return out

    def village(self, word: str, township: str = "") -> Division | None:
        """The one village meant by a name, with the township's name where two are alike; None
        alike for a name that does not exist and for one out of reach (T3)."""
        found = self._by_name.get(squashed(word)) or self._by_name.get(_short(word)) or []
        if township and len(found) > 1:
            short = _short(township)
            found = [v for v in found if v.parent is not None and _short(v.parent.name) == short]
        return found[0] if len(found) == 1 else None


def _short(word: str) -> str:
    """前六段 for 前六段村（社区）."""
    plain = bare(squashed(word))
    for ending in (
        "村民委员会",
        "居民委员会",
        "村委会",
        "居委会",
        "社区",
        "街道",
        "村",
        "镇",
        "乡",
    ):
        if plain.endswith(ending) and len(plain) > len(ending):
            return plain.removesuffix(ending)
    return plain


class SheetKind(ABC):
    """One kind. compare fills verdict, label, changes and problems of every line; write stores
    the lines it is given with their trail, in the caller's transaction; take_back undoes those it
    can and answers, by line number, why it left the others."""

    name: ClassVar[str]
    title: ClassVar[StrOrPromise]
    version: ClassVar[str]
    roles: ClassVar[frozenset[Role]] = CASE_ROLES
    large: ClassVar[bool] = False
    notes: ClassVar[tuple[StrOrPromise, ...]] = ()

    @property
    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """The columns in the template's order; the first is 序号."""

    @abstractmethod
    def compare(self, lines: list[Line], desk: Desk) -> None:
        """Say of each line what it would do."""

    @abstractmethod
    def write(self, lines: list[Line], desk: Desk) -> None:
        """Do what the lines say."""

    @abstractmethod
    def take_back(self, lines: list[Line], desk: Desk) -> dict[int, str]:
        """Undo what the lines did; position in `lines` → why it stays."""

    def column(self, key: str) -> Column:
        """The column of a key."""
        return next(c for c in self.columns if c.key == key)

    def limits(self, place: Division) -> Limits:
        """A county's roster may be large, everybody else's sheet is of ordinary size."""
        return LARGE if self.large and place.is_county else ORDINARY


_kinds: dict[str, SheetKind] = {}


def register(kind: SheetKind) -> None:
    """Make a kind known; called by the app that owns its noun."""
    _kinds[kind.name] = kind


def kinds() -> list[SheetKind]:
    """All kinds, in the order they were told; each app's module `sheets` tells its own."""
    autodiscover_modules("sheets")
    return list(_kinds.values())


def kind_of(name: str) -> SheetKind:
    """The kind of this name, or 404."""
    found = next((kind for kind in kinds() if kind.name == name), None)
    if found is None:
        raise Http404(_("没有这种表格。"))
    return found


def settle(line: Line) -> None:
    """A line with problems is wrong, whatever else was said of it."""
    if line.problems:
        line.verdict = "wrong"
