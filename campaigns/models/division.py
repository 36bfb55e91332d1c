"""A place: province, city, county, township or village, by its 12-digit statistical code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from accounts.reach import Span, within

if TYPE_CHECKING:
    from accounts.models import User


class Level(models.IntegerChoices):
    """Depth in the tree; follows from the trailing zeros of the code."""

    PROVINCE = 1, _("省级")
    CITY = 2, _("地级")
    COUNTY = 3, _("县级")
    TOWNSHIP = 4, _("乡级")
    VILLAGE = 5, _("村级")


WIDTH: dict[Level, int] = {
    Level.PROVINCE: 10**10,
    Level.CITY: 10**8,
    Level.COUNTY: 10**6,
    Level.TOWNSHIP: 10**3,
    Level.VILLAGE: 1,
}


def level_of(code: int) -> Level:
    """The level of a 12-digit code by its trailing zeros (domain G)."""
    for level in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP):
        if code % WIDTH[level] == 0:
            return level
    return Level.VILLAGE


def ancestor_codes(code: int) -> list[int]:
    """Codes of the levels above by integer division, nearest first. A city without counties
    (东莞 441900) repeats its own code at the county's place; such repeats are left out."""
    above = [code // WIDTH[lv] * WIDTH[lv] for lv in sorted(Level, reverse=True)]
    out: list[int] = []
    for c in above:
        if c != code and c not in out:
            out.append(c)
    return out


class DivisionQuerySet(ScopedQuerySet["Division"]):
    """Divisions are public inside the system; reach limits what work lists begin from."""

    def within(self, root: Division) -> Self:
        """The division itself and everything below it."""
        return self.filter(code__gte=root.code, code__lt=root.end)

    def below(self, root: Division, level: Level) -> Self:
        """Divisions of one level inside `root`, in code order."""
        return self.within(root).filter(level=level).order_by("code")

    def counties(self, root: Division) -> Self:
        """Counties inside a city or a province, cities without counties among them, by code."""
        own = models.Q(level=Level.COUNTY) | models.Q(acts_as_county=True)
        return self.within(root).current().filter(own).order_by("code")

    def current(self) -> Self:
        """Divisions that have not been merged or given up."""
        return self.filter(valid_to__isnull=True)

    def merged_into(self, low: int, high: int) -> list[Span]:
        """Spans of the divisions that were taken over inside these codes, along chains: one taken
        over by one that was taken over itself comes too (domain K6). One query a link."""
        found: set[Span] = set()
        inside = [(low, high)]
        while inside:
            taken_over = self.filter(within(inside, "successor_id"))
            fresh = set(taken_over.values_list("code", "end")) - found
            found |= fresh
            inside = sorted(fresh)
        return sorted(found)

    def in_reach(self, user: User) -> Self:
        """Divisions inside the user's area reach."""
        return self.filter(within(user.area_spans, "code"))


class Division(models.Model):
    """code: 12-digit statistical code; end: first code after its span; acts_as_county: a city
    without counties does a county's work itself. Nothing is ever deleted: valid_to and
    successor tell of mergers, and a case keeps the code of its day."""

    wall = walls.REFERENCE

    code = models.BigIntegerField(_("代码"), primary_key=True)
    end = models.BigIntegerField()
    name = models.CharField(_("名称"), max_length=80)
    level = models.SmallIntegerField(_("级别"), choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    acts_as_county = models.BooleanField(default=False)
    pinyin = models.CharField(max_length=240, blank=True)
    initials = models.CharField(max_length=80, blank=True)
    grams = ArrayField(models.CharField(max_length=2), default=list)
    households = models.IntegerField(_("总户数"), null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("区划")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__gte=10**11, code__lt=10**12), name="division_12_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("code")), name="division_span_forward"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="division_named"),
            models.CheckConstraint(
                condition=models.Q(level__in=[lv.value for lv in Level]), name="division_level"
            ),
        ]
        indexes = [
            GinIndex(fields=["grams"], name="division_grams"),
            models.Index(
                fields=["successor"],
                condition=models.Q(successor__isnull=False),
                name="division_successor",
            ),
            models.Index(fields=["level", "code"], name="division_level_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def federation(self) -> str:
        """沛县妇联, 五段镇妇联, 前六段村妇联, 文景社区妇联: its women's federation, which is not
        that of the village's committee."""
        name = self.name
        if name.endswith("居委会"):
            name = name.removesuffix("居委会")
            name += "" if name.endswith("社区") else "社区"
        elif name.endswith("村委会"):
            name = name.removesuffix("委会")
        return f"{name}妇联"

    @property
    def is_county(self) -> bool:
        """A county, or a city that is its own county."""
        return self.level == Level.COUNTY or self.acts_as_county

    def contains(self, code: int) -> bool:
        """Whether a code lies in this division's span."""
        return self.code <= code < self.end

    def ancestors(self) -> list[Division]:
        """Province first, parent last; one query."""
        rows = {d.code: d for d in Division.objects.filter(code__in=ancestor_codes(self.code))}
        return [rows[c] for c in sorted(rows, key=lambda c: rows[c].level)]
