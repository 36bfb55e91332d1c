"""Pages of bonus claims: what units ask for, what was decided, and the list of what can still be
done."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may, may_somewhere
from accounts.roles import AREA_ROLES, CASE_ROLES, Role
from accounts.views.base import Page, VerbPage
from campaigns.models import Division, Level
from reports import queries
from reports.mark_forms import BonusForm, DecideForm, WithdrawForm
from reports.models import BonusClaim, ScoringRun
from reports.rules.bonus import BonusClaim as Counted
from reports.rules.bonus import BonusLine
from reports.sheet_rows import rules_of
from reports.transitions.bonus import claim_bonus, counted, decide_claim, item_of, withdraw_claim
from reports.views.mark import LEVELS, UNITS
from reports.views.sheet import SheetPage
from reports.whatif.offers import todo_of

Status = BonusClaim.Status


def counted_of(run: ScoringRun, claims: list[BonusClaim]) -> dict[int, BonusLine]:
    """What each accepted claim counts for in its unit, by key of the claim."""
    found: dict[int, BonusLine] = {}
    rules = {level: rules_of(run, level) for level in LEVELS}
    units = {claim.unit_id for claim in claims}
    for unit in units:
        rows = [c for c in claims if c.unit_id == unit and c.status == Status.ACCEPTED]
        rows = [c for c in rows if item_of(run, c.level, c.item)]
        if not rows:
            continue
        asked = {id(row): Counted(row.item, row.matter, points=row.points) for row in rows}
        total = rules[Level(rows[0].level)].bonus.total(list(asked.values()))
        lines = list(total.lines)
        for row in rows:
            line = next(one for one in lines if one.claim is asked[id(row)])
            found[row.pk] = line
    return found


class BonusClaims(Page):
    """加分申报 of the year: what was asked for, what counts."""

    audience = AREA_ROLES
    template_name = "reports/bonus/list.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        rows = BonusClaim.objects.visible_to(self.user).filter(campaign=run.campaign_id)
        claims = list(rows.select_related("unit", "decided_by"))
        counts = counted_of(run, claims)
        labels = {
            level: {item.key: item.label for item in rules_of(run, level).bonus.items}
            for level in LEVELS
        }
        order = [Status.ASKED, Status.ACCEPTED, Status.REFUSED, Status.WITHDRAWN]
        claims.sort(key=lambda row: (order.index(Status(row.status)), row.unit_id, row.pk))
        return self.page(
            run=run,
            rows=[
                (row, labels[Level(row.level)].get(row.item, row.item), counts.get(row.pk))
                for row in claims
            ],
            waiting=sum(row.status == Status.ASKED for row in claims),
            may_decide=may(self.user, Act.BONUS_DECIDE, run.county_id),
            may_claim=may_somewhere(self.user, Act.BONUS_CLAIM),
            is_open=run.stage == ScoringRun.Stage.DRAFT,
            bonus=rules_of(run, self._level()).bonus,
        )

    def _level(self) -> Level:
        """Whose rule the page explains: a village reads its own."""
        villages = self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}
        return Level.VILLAGE if villages else Level.TOWNSHIP


class BonusNew(VerbPage):
    """申报加分."""

    audience = UNITS
    template_name = "reports/bonus/form.html"
    form_class = BonusForm
    run: ScoringRun

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        sheets = self.run.sheets.visible_to(self.user).select_related("unit")
        self.sheets = list(sheets.order_by("level", "unit_id"))
        own = self.sheets[:1]
        asked = self.request.GET.get("unit", "")
        self.chosen = [one for one in self.sheets if str(one.unit_id) == asked] or own

    def form_kwargs(self) -> dict[str, Any]:
        level = self.chosen[0].level if self.chosen else Level.VILLAGE
        return {
            "units": [(one.unit_id, one.unit.name) for one in self.chosen],
            "items": [
                item
                for item in rules_of(self.run, level).bonus.items
                if item.key not in counted(self.run, level)
            ],
        }

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4()}

    def context(self) -> dict[str, Any]:
        level = self.chosen[0].level if self.chosen else Level.VILLAGE
        return {
            "run": self.run,
            "chosen": self.chosen[0] if self.chosen else None,
            "units": self.sheets,
            "bonus": rules_of(self.run, level).bonus,
        }

    def perform(self, data: dict[str, Any]) -> str:
        unit = Division.objects.get(pk=data["unit"])
        claim_bonus(
            run=self.run,
            unit=unit,
            item=data["item"],
            matter=data["matter"],
            words=data["words"],
            files=data["proof"],
            client_uuid=data["client_uuid"],
            by=self.user,
        )
        messages.success(self.request, _("已申报，由平安办认定。"))
        return reverse("reports:bonus", args=[self.run.uid])


class BonusDetail(VerbPage):
    """One claim: decided by the governance office, taken back by its unit."""

    audience = AREA_ROLES
    template_name = "reports/bonus/detail.html"
    claim: BonusClaim
    run: ScoringRun

    def prepare(self) -> None:
        rows = BonusClaim.objects.select_related("unit", "campaign", "claimed_by", "decided_by")
        self.claim = rows.fetch(self.user, uid=self.kwargs["uid"])
        run = queries.newest_run(self.user, self.claim.campaign_id)
        if run is None:
            raise Http404
        self.run = run
        self.decides = may(self.user, Act.BONUS_DECIDE, self.claim.campaign.county_id)
        self.item = item_of(self.run, self.claim.level, self.claim.item)

    @property
    def form_class(self) -> type[BaseForm]:  # type: ignore[override]
        return DecideForm if self.decides else WithdrawForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"claim": self.claim, "item": self.item} if self.decides else {}

    def initial(self) -> dict[str, Any]:
        claim = self.claim
        decided = {Status.ACCEPTED: "yes", Status.REFUSED: "no"}.get(Status(claim.status), "")
        return {
            "version": claim.version,
            "matter": claim.matter,
            "points": claim.points,
            "reason": claim.reason,
            "accept": decided,
        }

    def context(self) -> dict[str, Any]:
        claim = self.claim
        same = list(
            BonusClaim.objects.visible_to(self.user).filter(
                campaign=claim.campaign_id, unit=claim.unit_id
            )
        )
        others = [row for row in same if row.pk != claim.pk and row.status != Status.WITHDRAWN]
        labels = {i.key: i.label for i in rules_of(self.run, claim.level).bonus.items}
        for row in others:
            row.label = labels.get(row.item, "")  # type: ignore[attr-defined]
        open_ = self.run.stage == ScoringRun.Stage.DRAFT
        return {
            "claim": claim,
            "run": self.run,
            "item": self.item,
            "files": claim.files.visible_to(self.user).listed(),
            "others": others,
            "counted": counted_of(self.run, same).get(claim.pk),
            "decides": self.decides and open_ and claim.status != Status.WITHDRAWN,
            "withdraws": not self.decides
            and claim.status == Status.ASKED
            and may(self.user, Act.BONUS_CLAIM, claim.unit_id),
        }

    def perform(self, data: dict[str, Any]) -> str:
        if self.decides:
            decide_claim(run=self.run, claim=self.claim, by=self.user, **data)
            messages.success(self.request, _("已认定，总分和名次已重算。"))
        else:
            withdraw_claim(claim=self.claim, by=self.user, **data)
            messages.success(self.request, _("已撤回申报。"))
        return reverse("reports:bonus", args=[self.run.uid])


class Todo(SheetPage):
    """还能做的事: families first, then points (features, wish 6)."""

    audience = CASE_ROLES
    template_name = "reports/whatif/todo.html"

    def get(self, request: HttpRequest, uid: UUID, code: int) -> HttpResponse:
        run, sheet, rules = self.found(uid, code)
        todo = todo_of(run, sheet, rules, user=self.user, today=timezone.localdate())
        return self.page(
            run=run,
            sheet=sheet,
            todo=todo,
            is_township=sheet.level == Level.TOWNSHIP,
            is_open=run.stage == ScoringRun.Stage.DRAFT,
        )
