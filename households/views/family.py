"""Pages of listed families: the list, one family's file, listing, its plan, closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from households.filters.family import FamilyFilter
from households.forms.family import CloseForm, ListingForm, PlanForm
from households.models import HandOver, ListedFamily, VisitDuty
from households.queries.factor import current_sheet, latest_sheet
from households.queries.family import close_obstacle, fall_obstacle, family_rows, tier_counts
from households.queries.file import FamilyFile
from households.queries.hazard import open_of
from households.queries.help import help_of
from households.queries.household import stays
from households.queries.keeper import eligible
from households.queries.proposal import open_proposal, proposals_of, waiting_count
from households.queries.scale import terms_at
from households.queries.seal import opened, owns, require_opened, supervises
from households.transitions.family import close_family, list_family, revise_plan
from households.transitions.proposal import propose_listing
from households.views.of_household import OfHousehold

WORKERS = frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION})


class FamilyList(ListPage):
    """Listed families, most urgent first."""

    audience = CASE_ROLES
    template_name = "households/family/list.html"
    filterset_class = FamilyFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[ListedFamily]:
        return family_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        asked = self.request.GET
        return {
            "unit": posting.division if posting else None,
            "counts": tier_counts(self.user, timezone.localdate()),
            "today": timezone.localdate(),
            "may_propose": bool(self.user.roles_today() & WORKERS),
            "waiting": waiting_count(self.user),
            "filtered": any(v for k, v in asked.items() if k != "page"),
            "may_visit": bool(self.user.roles_today() & WORKERS),
        }


class FamilyDetail(Page):
    """One family's file (一户一档)."""

    audience = CASE_ROLES
    template_name = "households/family/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = ListedFamily.objects.select_related("household", "village", "listed_by")
        family = rows.fetch(self.user, uid=kwargs["uid"])
        if not opened(self.user, family):
            return redirect("households:file_open", family.uid)
        self.note_reading([family], family.village_id)
        today, only = timezone.localdate(), request.GET.get("only", "")
        file = FamilyFile(family, today)
        listed = family.status == ListedFamily.Status.LISTED
        return self.page(
            family=family,
            household=family.household,
            file=file,
            history=file.history(only if only in ("visit", "tier") else ""),
            only=only,
            listed=listed,
            sheet=latest_sheet(self.user, family.household_id),
            waiting_proposals=proposals_of(self.user, family),
            lapsed=listed and family.is_lapsed(today),
            owned=owns(self.user, family),
            other_stays=[f for f in stays(self.user, family.household) if f.pk != family.pk],
            help=help_of(self.user, family.household),
            **keeping(self.user, family),
            **(self.acts(family, today) if listed else {}),
        )

    def acts(self, family: ListedFamily, today: Any) -> dict[str, Any]:
        """Which buttons to show, and why not."""

        def mine(act: Act) -> bool:
            return may(self.user, act, family.village_id)

        level = family.level
        asking = mine(Act.FAMILY_LOWER) or mine(Act.PROPOSAL_MAKE)
        return {
            "may_visit": mine(Act.FAMILY_VISIT),
            "may_review": mine(Act.FAMILY_REVIEW),
            "may_raise": mine(Act.FAMILY_RAISE) and not level.is_top,
            "may_lower": mine(Act.FAMILY_LOWER) and not level.is_lowest,
            "may_close": mine(Act.FAMILY_CLOSE),
            "may_keeper": mine(Act.FAMILY_KEEPER),
            "may_plan": mine(Act.FAMILY_PLAN),
            "may_flag": mine(Act.FAMILY_FLAG),
            "may_ask": mine(Act.PROPOSAL_MAKE),
            "may_fill": mine(Act.FACTOR_FILL),
            "level": level,
            "observed": level.is_lowest and not fall_obstacle(family, today),
            "obstacle": fall_obstacle(family, today) if asking else "",
            "may_seal": mine(Act.FAMILY_SEAL) and not family.sealed,
            "may_handlers": family.sealed and supervises(self.user, family),
            "may_hold": mine(Act.FAMILY_HOLD_FILE),
        }


def keeping(user: User, family: ListedFamily) -> dict[str, Any]:
    """The open hazard and the hand-overs that wait, and what may be done from the file."""
    waiting = HandOver.objects.waiting().filter(family=family)
    open_ = family.status == ListedFamily.Status.LISTED
    late = VisitDuty.objects.overdue(timezone.localdate()).filter(family=family)
    return {
        "hazard": open_of(family),
        "hand_overs": waiting.select_related("leaving", "taking", "holder"),
        "may_hazard": open_ and may(user, Act.HAZARD_OPEN, family.village_id),
        "may_help": open_ and may(user, Act.HELP_PAIR, family.village_id),
        "may_urge": open_ and may(user, Act.FAMILY_URGE, family.village_id) and late.exists(),
    }


class FamilyNew(OfHousehold):
    """列入在册: the township lists, a village proposes."""

    audience = WORKERS
    template_name = "households/family/form.html"
    form_class = ListingForm

    @property
    def decides(self) -> bool:
        """Whether this person lists herself instead of proposing."""
        return may(self.user, Act.FAMILY_LIST, self.household.village_id)

    def initial(self) -> dict[str, Any]:
        lead = open_proposal(self.user, self.household)
        if lead is None:
            return {"version": 0}
        kept = ("version", "categories", "other_words", "situation", "plan", "tier", "reason")
        return {name: getattr(lead, name) for name in kept} | {
            "grave": lead.grave,
            "hardship": lead.hardship,
            "keepers": lead.keepers,
        }

    def form_kwargs(self) -> dict[str, Any]:
        village = self.household.village_id
        return {
            "people": eligible(village),
            "scale": terms_at(village, timezone.localdate()).scale,
            "sheet": current_sheet(self.user, self.household.pk),
        }

    def context(self) -> dict[str, Any]:
        return {
            "decides": self.decides,
            "sheet": current_sheet(self.user, self.household.pk),
            "proposal": open_proposal(self.user, self.household),
            "household": self.household,
            "earlier": stays(self.user, self.household),
            "back_url": self.home(),
        }

    def perform(self, data: dict[str, Any]) -> str:
        data["keepers"], version = list(data["keepers"]), data.pop("version")
        if self.decides:
            family = list_family(self.household, by=self.user, **data)
        else:
            made = propose_listing(self.household, by=self.user, version=version or None, **data)
            if made.family is None:
                messages.success(self.request, _("已提出，等乡镇妇联审定。"))
                return reverse("households:proposal_detail", args=[made.uid])
            family = made.family
        messages.success(
            self.request,
            _("已列入在册，走访已按%(tier)s排好。") % {"tier": family.level.label},
        )
        if family.grave:
            messages.warning(self.request, _("重大隐患请在两小时内电话上报，一天内补书面情况。"))
        return reverse("households:family_detail", args=[family.uid])


class FamilyVerb(VerbPage):
    """A form about one listed family."""

    audience = WORKERS
    family: ListedFamily

    def prepare(self) -> None:
        self.family = ListedFamily.objects.select_related("household", "village").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        require_opened(self.user, self.family)
        self.note_reading([self.family], self.family.village_id)
        closed = self.family.status == ListedFamily.Status.CLOSED
        if closed and self.request.method == "GET":
            raise NotTheMoment(_("这一户已销号，档案只供查看。再次列入请从家庭信息办理。"))

    @property
    def file_url(self) -> str:
        """The family's page."""
        return reverse("households:family_detail", args=[self.family.uid])

    def initial(self) -> dict[str, Any]:
        return {"version": self.family.version}

    def context(self) -> dict[str, Any]:
        return {
            "family": self.family,
            "household": self.family.household,
            "back_url": self.file_url,
        }


class FamilyPlan(FamilyVerb):
    """修改情况和一户一策."""

    template_name = "households/family/plan.html"
    form_class = PlanForm
    chooses = True

    def initial(self) -> dict[str, Any]:
        names = ("version", "situation", "plan")
        return {name: getattr(self.family, name) for name in names}

    def perform(self, data: dict[str, Any]) -> str:
        revise_plan(self.family, by=self.user, **data)
        messages.success(self.request, _("已保存。改前的内容留在经过里。"))
        return self.file_url


class FamilyClose(FamilyVerb):
    """销号."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION})
    template_name = "households/family/close.html"
    form_class = CloseForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"lowest": self.family.terms.lowest}

    def context(self) -> dict[str, Any]:
        return super().context() | {"obstacle": close_obstacle(self.family, timezone.localdate())}

    def perform(self, data: dict[str, Any]) -> str:
        row = close_family(self.family, by=self.user, **data)
        messages.success(
            self.request,
            _("已销号：%(ground)s。档案保留，随时可查。")
            % {"ground": row.get_close_ground_display()},
        )
        return self.file_url
