"""A day that differs from the week: a holiday, or a weekend day worked in exchange (调休)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls


class WorkdayException(models.Model):
    """Working days are Monday to Friday but for these rows (domain B, public notice)."""

    wall = walls.REFERENCE

    day = models.DateField(_("日期"), primary_key=True)
    is_workday = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
