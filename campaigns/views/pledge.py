"""Pages of pledges: the map, the units behind its numbers, one pledge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.reach import inside
from accounts.roles import AREA_ROLES, CASE_ROLES, UPPER_ROLES, Role
from accounts.views.base import ListPage, Page
from campaigns import pledge_paper
from campaigns.models import Campaign, Division, Level, Pledge, PledgeHandOver
from campaigns.printing import for_print
from campaigns.queries import pledge as queries
from campaigns.queries import pledge_map
from campaigns.queries.campaign import campaign_at
from campaigns.transitions.pledge_end import above_the_issuer
from campaigns.transitions.unit import acts_for
from campaigns.views.asked import asked_code, asked_year

ISSUERS = frozenset({Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION})
SIGNERS = ISSUERS | {Role.VILLAGE_MEDIATOR}


class Placed:
    """The campaign and the place a page of pledges is about."""

    campaign: Campaign | None
    place: Division

    def find(self, page: Page) -> None:
        """Set both from the posting, ?year= and ?at=; 404 outside the reach."""
        posting = page.user.main_posting
        if posting is None:
            raise Http404
        year = asked_year(page.request)
        self.campaign = campaign_at(posting.division.code, year)
        if self.campaign is None and year is not None:
            raise Http404
        self.place = posting.division
        if self.campaign is not None:
            self.place = queries.place_of(page.user, self.campaign, asked_code(page.request))


class PledgeMap(Page, Placed):
    """责任状签订情况: county, its townships, a township's villages, a village."""

    audience = AREA_ROLES
    template_name = "campaigns/pledge/map.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.find(self)
        if self.campaign is None:
            return self.page(campaign=None, place=self.place)
        rows = queries.rows_below(self.user, self.campaign, self.place)
        own = [r.own for r in rows]
        return self.page(
            campaign=self.campaign,
            place=self.place,
            chain=[d for d in self.place.ancestors() if inside(self.user.area_spans, d.code)],
            mine=queries.row_of(self.user, self.campaign, self.place),
            rows=rows,
            merged=queries.merged_into(self.user, self.campaign, self.place),
            own=sum(own, queries.Figures()),
            below=sum((r.below for r in rows), queries.Figures()),
            has_below=any(r.unit.level == Level.TOWNSHIP for r in rows),
            unissued=sum(r.pledge is None for r in rows),
            tiles=pledge_map.tiles(self.user, self.campaign, self.place, timezone.localdate()),
            may_issue=acts_for(self.user, Act.PLEDGE_ISSUE, self.place),
            may_print=acts.may(self.user, Act.PLEDGE_PRINT, self.place.code),
            may_export=acts.may(self.user, Act.EXPORT_MAKE, self.place.code),
            may_sign=acts_for(self.user, Act.PLEDGE_SIGN, self.place),
            sees_families=bool(self.user.roles_today() & CASE_ROLES),
        )


class PledgeMissing(ListPage, Placed):
    """名单: who has not signed below the place, or ?which= of the other numbers of the map."""

    audience = AREA_ROLES
    template_name = "campaigns/pledge/missing.html"
    which: str

    def rows(self) -> models.QuerySet[Any]:
        self.find(self)
        self.which = self.request.GET.get("which") or "missing"
        level = self.request.GET.get("level") or ""
        if (
            self.campaign is None
            or self.which not in pledge_map.LISTS
            or level not in ("", "4", "5")
        ):
            raise Http404
        wanted = int(level) if level else None
        return pledge_map.listed(self.user, self.campaign, self.place, self.which, wanted)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "campaign": self.campaign,
            "place": self.place,
            "which": self.which,
            "words": pledge_map.LISTS[self.which],
            "lists": pledge_map.LISTS,
            "level": self.request.GET.get("level") or "",
        }


class PledgeDetail(Page):
    """One pledge with its text."""

    audience = AREA_ROLES | UPPER_ROLES
    template_name = "campaigns/pledge/detail.html"

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        joined = for_print(self.user).select_related("issued_by", "signed_by", "issuer_signed_by")
        pledge = joined.fetch(self.user, uid=uid)
        row = queries.Row(pledge.holder, pledge)
        waits = pledge.status == Pledge.Status.ISSUED
        if pledge.signed_on is None:
            may_withdraw = acts_for(self.user, Act.PLEDGE_WITHDRAW, pledge.issuer)
        else:
            above = above_the_issuer(pledge)
            may_withdraw = acts_for(self.user, Act.PLEDGE_ABANDON, above)
        return self.page(
            row=row,
            files=pledge.files.visible_to(self.user).kept().listed(),
            history=history(row),
            above=bool(self.user.roles_today() & UPPER_ROLES),
            may_sign=waits and self._may_sign(pledge),
            may_withdraw=waits and may_withdraw,
            may_hand_over=pledge.status == Pledge.Status.SIGNED and self._may_hand_over(pledge),
            **pledge_paper.context(pledge),
        )

    def _may_sign(self, pledge: Pledge) -> bool:
        if acts_for(self.user, Act.PLEDGE_SIGN, pledge.holder):
            return pledge.signed_on is None
        return acts_for(self.user, Act.PLEDGE_SIGN, pledge.issuer) and (
            pledge.issuer_signed_on is None
        )

    def _may_hand_over(self, pledge: Pledge) -> bool:
        sides = (pledge.holder, pledge.issuer)
        return any(acts_for(self.user, Act.PLEDGE_HAND_OVER, unit) for unit in sides)


def history(row: queries.Row) -> list[dict[str, Any]]:
    """经过, newest first, from the pledge itself; why it was withdrawn is told by the trail."""
    pledge = row.pledge
    assert pledge is not None  # the page is about this pledge
    issued = _("下发给%(holder)s。") % {"holder": pledge.holder.name}
    lines = [_line(pledge.issued_on, _("下发"), issued, pledge.issued_by.name, "document")]
    if pledge.issuer_signed_on and pledge.issuer_signed_by:
        text = _signed(pledge.issuer_signatory, pledge.issuer.name, pledge.issuer_way, "")
        by = pledge.issuer_signed_by.name
        lines.append(_line(pledge.issuer_signed_on, _("甲方签字"), text, by, "pen"))
    if pledge.signed_on and pledge.signed_by:
        late = _("，迟签%(n)d天") % {"n": row.late_days} if row.late_days else ""
        text = _signed(pledge.holder_signatory, pledge.holder.name, pledge.way, late)
        tone = "late" if late else ""
        lines.append(
            _line(pledge.signed_on, _("乙方签字"), text, pledge.signed_by.name, "pen", tone)
        )
    lines += [_moved(h) for h in pledge.hand_overs.select_related("recorded_by")]
    if pledge.status == Pledge.Status.WITHDRAWN:
        for told in trail.of(pledge).filter(act__in=[Act.PLEDGE_WITHDRAW, Act.PLEDGE_ABANDON]):
            day = timezone.localtime(told.at).date()
            lines.append(_line(day, _("撤回"), told.reason, told.by.name, "return", "ended"))
    lines.reverse()  # of one day, what came last stands first
    return sorted(lines, key=lambda line: line["when"], reverse=True)


def _signed(name: str, unit: str, way: str, late: str) -> str:
    where = _("在纸上") if way == Pledge.Way.PAPER else ""
    given = {"who": name, "unit": unit, "where": where, "late": late}
    return _("%(who)s代表%(unit)s%(where)s签字%(late)s。") % given


def _moved(h: PledgeHandOver) -> dict[str, Any]:
    text = _("%(side)s责任人由%(old)s变更为%(new)s，接任者继续履行。%(note)s") % {
        "side": h.get_side_display(),
        "old": h.from_name,
        "new": h.to_name,
        "note": h.note,
    }
    return _line(h.handed_on, _("交接"), text, h.recorded_by.name, "person")


def _line(when: date, kind: str, text: str, by: str, icon: str, tone: str = "") -> dict[str, Any]:
    return {"when": when, "kind": kind, "text": text, "by": by, "icon": icon, "tone": tone}
