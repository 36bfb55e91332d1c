"""The register of numbers (发文字号登记簿): one paper, one number, no gaps (domain F, K 11)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class IssuedNumber(models.Model):
    """word〔year〕number号 of a county, given when a paper was issued; a paper that was withdrawn
    keeps it. paper: the uid of what carries it, noun: which kind of row that is. A row never
    changes; that numbers have no gap is the verb's work (transitions.numbering)."""

    wall = walls.area("county_id")
    frozen = walls.Frozen("{row}.id > 0")

    class Noun(models.TextChoices):
        CIRCULAR = "circular", _("通报")
        DOCUMENT = "document", _("考核文书")

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    word = models.CharField(_("机关代字"), max_length=20)
    year = models.SmallIntegerField(_("年份"))
    number = models.IntegerField(_("编号"))
    title = models.CharField(_("标题"), max_length=120)
    noun = models.CharField(max_length=10, choices=Noun.choices)
    paper = models.UUIDField(unique=True)
    given_on = models.DateField(_("印发日期"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["IssuedNumber"].as_manager()

    class Meta:
        verbose_name = _("发文字号")
        ordering = ["-year", "word", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "word", "year", "number"], name="issued_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0) & ~Q(word="") & ~Q(title=""), name="issued_number_whole"
            ),
            models.CheckConstraint(
                condition=Q(noun__in=["circular", "document"]), name="issued_number_noun"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.number}号"
