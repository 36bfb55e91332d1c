"""重大隐患专报: one form for each hazard that became known in the month (domain J2, C4)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Entry, Form
from accounts.templatetags.words import mask_name, zh_date, zh_time
from households.models import Hazard
from households.papers.base import FORMS_MOST, Made, Paper, Scope


class Hazards(Paper):
    """重大隐患专报."""

    key = "hazards"
    title = gettext_lazy("重大隐患专报")
    about = gettext_lazy("一件一张：时间地点、户、人员、经过、危险、措施、下步、请求支持、签发")

    def make(self, scope: Scope, *, masked: bool) -> Made:
        rows = list(
            Hazard.objects.visible_to(scope.user)
            .counted()
            .filter(
                scope.inside(),
                known_at__date__gte=scope.days.first,
                known_at__date__lte=scope.days.last,
            )
            .select_related("village", "household", "filed_by", "opened_by")
            .order_by("known_at", "pk")[:FORMS_MOST]
        )
        forms = [hazard_form(row, masked=masked) for row in rows]
        keys = [row.pk for row in rows]
        return Made(forms=forms, noun="households.hazard", keys=keys, rows=len(rows))


def hazard_form(row: Hazard, *, masked: bool) -> Form:
    """One hazard; what has not been written yet is left blank."""
    home = row.household
    name = mask_name(home.head_name) if home and masked else home.head_name if home else ""
    when = moment(row.occurred_at or row.known_at)
    return Form(
        title=str(Hazards.title),
        unit=row.village.name,
        number=f"{timezone.localtime(row.known_at):%Y%m%d}-{row.uid.hex[:6].upper()}",
        width=2,
        lines=[
            [Entry(_("时间"), when), Entry(_("地点"), row.place or None)],
            [Entry(_("户"), f"{home.number} {name}" if home else None), _persons(row)],
            [Entry(_("经过"), row.course or None, across=2, lines=6)],
            [Entry(_("危险"), "、".join(row.danger_labels()) or None, across=2)],
            [Entry(_("已采取措施"), row.measures or None, across=2, lines=4)],
            [Entry(_("下步"), row.next_steps or None, across=2, lines=4)],
            [Entry(_("请求支持"), row.support or None, across=2, lines=3)],
            [
                Entry(_("知悉时间"), moment(row.known_at)),
                Entry(_("上报时间"), moment(row.filed_at)),
            ],
        ],
        signers=(
            (_("填表人"), row.filed_by.name if row.filed_by else row.opened_by.name),
            (_("签发"), row.signed_by),
            (_("填报日期"), zh_date(row.filed_at) if row.filed_at else ""),
        ),
    )


def _persons(row: Hazard) -> Entry:
    return Entry(_("人员"), row.persons or None)


def moment(value: datetime | None) -> str | None:
    """2026年11月25日 09:32; None for what has not happened."""
    return f"{zh_date(value)} {zh_time(value)}" if value else None
