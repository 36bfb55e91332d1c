"""包户责任人花名册: who keeps an eye on which family (domain J2, C3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Table
from accounts.identity import mask_phone
from accounts.models import Posting
from accounts.templatetags.words import mask_name, zh_date, zh_day
from households.models import Keeper, ListedFamily
from households.papers.base import Made, Paper, Scope
from households.papers.stock import on_list, stays
from households.papers.tiers import tier_words
from households.queries.keeper import KEEPER_ROLES

LEADERS, OTHERS = 1, 2


class Keepers(Paper):
    """包户责任人花名册."""

    key = "keepers"
    title = gettext_lazy("包户责任人花名册")
    about = gettext_lazy("每户的等级、包户领导、两名包户干部、电话、起止和当月变更")

    def make(self, scope: Scope, *, masked: bool) -> Made:
        families = list(
            stays(scope)
            .filter(scope.inside(), on_list(scope))
            .select_related("household", "village")
            .order_by("village_id", "household__number", "pk")
        )
        terms = self.terms(scope, families)
        leads = leaders(k.person_id for kept in terms.values() for k in kept)
        rows = [
            self.row(at, family, terms.get(family.pk, []), leads, scope, masked=masked)
            for at, family in enumerate(families, 1)
        ]
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=_("%(days)s（截至 %(day)s）")
            % {"days": scope.days.words, "day": zh_date(scope.days.as_of)},
            columns=self.columns(),
            rows=rows,
            measure=_("户"),
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=[_("乡镇的包户人列在包户领导；变更为本月内的换人。")],
        )
        keys = [family.pk for family in families]
        return Made([table], noun="households.listedfamily", keys=keys, rows=len(rows))

    @staticmethod
    def columns() -> list[Column]:
        """The columns of domain J2; 户 takes three."""
        home = _("户")
        return [
            Column(_("序号"), "int", 6),
            Column(_("村（社区）"), "text", 14, home),
            Column(_("户号"), "code", 8, home),
            Column(_("户主"), "text", 10, home),
            Column(_("等级"), "text", 11),
            Column(_("包户领导"), "text", 10),
            Column("1", "text", 10, _("包户干部")),
            Column("2", "text", 10, _("包户干部")),
            Column(_("电话"), "text", 26),
            Column(_("起止"), "text", 26),
            Column(_("变更"), "text", 22),
        ]

    @staticmethod
    def terms(scope: Scope, families: list[ListedFamily]) -> dict[int, list[Keeper]]:
        """The keepers' terms that touch these days, by family; one query."""
        rows = (
            Keeper.objects.visible_to(scope.user)
            .filter(family__in=families, since__lte=scope.days.as_of)
            .filter(Q(until__isnull=True) | Q(until__gte=scope.days.first))
            .select_related("person")
            .order_by("since", "pk")
        )
        out = defaultdict(list)
        for row in rows:
            out[row.family_id].append(row)
        return out

    def row(
        self,
        at: int,
        family: ListedFamily,
        terms: list[Keeper],
        leads: dict[int, list[Posting]],
        scope: Scope,
        *,
        masked: bool,
    ) -> list[Cell]:
        """One family with its keepers of the paper's last day."""
        day = scope.days.as_of
        now = [k for k in terms if k.until is None or k.until > day]
        lead = [k for k in now if leads_there(leads.get(k.person_id, []), family.village_id)]
        cadres = [k for k in now if k not in lead]
        url = reverse("households:family_detail", args=[family.uid])
        head = family.household.head_name
        names = [k.person.name for k in (lead[:LEADERS] + [None] * LEADERS)[:LEADERS] if k]
        two = [k.person.name for k in cadres[:OTHERS]] + [None] * OTHERS
        shown = [*lead[:LEADERS], *cadres[:OTHERS]]
        return [
            Cell(at),
            Cell(family.village.name),
            Cell(family.household.number),
            Cell(mask_name(head) if masked else head, url),
            Cell(tier_words(family, day)),
            Cell("、".join(names) or None),
            Cell(two[0]),
            Cell(two[1]),
            Cell("\n".join(phone(k, masked=masked) for k in shown if k.person.phone) or None),
            Cell("\n".join(_("%(day)s起") % {"day": zh_date(k.since)} for k in shown) or None),
            Cell(changes(terms, scope) or None),
        ]


def phone(keeper: Keeper, *, masked: bool) -> str:
    """A keeper's telephone behind the name."""
    number = keeper.person.phone
    return f"{keeper.person.name} {mask_phone(number) if masked else number}"


def changes(terms: list[Keeper], scope: Scope) -> str:
    """11月5日 张三 不再包户, for each term that ended within the days."""
    days = scope.days
    ended = [k for k in terms if k.until and days.first <= k.until <= days.last]
    return "\n".join(
        _("%(day)s %(name)s 不再包户") % {"day": zh_day(k.until), "name": k.person.name}
        for k in ended
    )


def leaders(people: Iterable[int]) -> dict[int, list[Posting]]:
    """Today's keeper postings of these people; one query for all."""
    rows = Posting.objects.in_force().filter(user_id__in=set(people), role__in=KEEPER_ROLES)
    out = defaultdict(list)
    for row in rows.select_related("division"):
        out[row.user_id].append(row)
    return out


def leads_there(postings: list[Posting], village: int) -> bool:
    """Whether somebody works above the village rather than in it."""
    return any(p.division_id != village and p.division.contains(village) for p in postings)
