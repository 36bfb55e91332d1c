"""走访记录: the visits of a month in a village or township (domain J2)."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import mask_name
from campaigns.models import Level
from households.models import Visit, VisitDuty
from households.papers.base import CLOSED, Made, Paper, Scope


def visits(scope: Scope) -> QuerySet[Visit]:
    """Visits made in these days, with the next one owed after each (next_due)."""
    after = VisitDuty.objects.counted().filter(
        family=OuterRef("family"), due_on__gt=OuterRef("visited_on")
    )
    days = {"visited_on__gte": scope.days.first, "visited_on__lte": scope.days.last}
    return (
        Visit.objects.visible_to(scope.user)
        .filter(scope.inside(), **days)
        .select_related("family__household", "visitor", "village")
        .annotate(next_due=Subquery(after.order_by("due_on").values("due_on")[:1]))
        .order_by("visited_on", "village_id", "pk")
    )


class Visits(Paper):
    """走访记录."""

    key = "visits"
    title = gettext_lazy("走访记录表")
    about = gettext_lazy("当月每次走访：谁走访、见到谁、现状、诉求、风险变化、措施和下次")
    lowest = Level.TOWNSHIP

    def make(self, scope: Scope, *, masked: bool) -> Made:
        listed = list(visits(scope))
        rows = [self.row(visit, masked=masked, owns=scope.owns) for visit in listed]
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=scope.days.words,
            columns=self.columns(),
            rows=rows,
            measure=_("次"),
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
        )
        keys = [visit.pk for visit in listed]
        return Made([table], noun="households.visit", keys=keys, rows=len(rows))

    @staticmethod
    def columns() -> list[Column]:
        """The columns of domain J2, the household in front."""
        return [
            Column(_("户"), "text", 14),
            Column(_("日期"), "date", 15),
            Column(_("走访人"), "text", 8),
            Column(_("方式"), "text", 6),
            Column(_("见到谁"), "text", 12),
            Column(_("现状"), "text", 28),
            Column(_("诉求"), "text", 16),
            Column(_("风险变化"), "text", 8),
            Column(_("措施"), "text", 22),
            Column(_("下次"), "date", 15),
            Column(_("签名/照片"), "text", 10),
        ]

    @staticmethod
    def row(visit: Visit, *, masked: bool, owns: bool) -> list[Cell]:
        """One visit; the last cell is left to be signed."""
        home = visit.family.household
        name = mask_name(home.head_name) if masked else home.head_name
        url = reverse("households:family_detail", args=[visit.family.uid])
        told = [visit.met, visit.state, visit.needs or None] if owns else [str(CLOSED)] * 3
        return [
            Cell(f"{home.number} {name}", url),
            Cell(visit.visited_on),
            Cell(visit.visitor.name),
            Cell(visit.get_way_display()),
            *(Cell(words) for words in told),
            Cell(visit.get_change_display()),
            Cell((visit.measures or None) if owns else str(CLOSED)),
            Cell(visit.next_due),  # type: ignore[attr-defined]  # annotated
            Cell(""),
        ]
