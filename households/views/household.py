"""Pages of households: the list, one household, registering, correcting, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may, may_somewhere
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.models import Division
from campaigns.models.division import Level
from households.filters.household import HouseholdFilter
from households.forms.household import HouseholdEditForm, HouseholdNewForm, LeaveForm
from households.models import Household, ListedFamily
from households.queries.help import help_of
from households.queries.household import (
    awards_of,
    household_rows,
    next_number,
    pledge_of_year,
    stays,
)
from households.queries.proposal import open_proposal
from households.transitions.household import (
    EDITABLE,
    change_household,
    leave_household,
    register_household,
)


class HouseholdList(ListPage):
    """Households of the reach, with search."""

    audience = CASE_ROLES
    template_name = "households/household/list.html"
    filterset_class = HouseholdFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[Household]:
        return household_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        return {
            "unit": posting.division if posting else None,
            "may_register": may_somewhere(self.user, Act.HOUSEHOLD_REGISTER),
        }


class HouseholdDetail(Page):
    """One household: pledge of the year, stays on the list, awards."""

    audience = CASE_ROLES
    template_name = "households/household/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = household_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        campaign, pledge = pledge_of_year(row)
        listings = stays(self.user, row)
        present = row.left_on is None
        listed = any(f.status == ListedFamily.Status.LISTED for f in listings)
        lead = open_proposal(self.user, row)
        return self.page(
            household=row,
            campaign=campaign,
            pledge=pledge,
            listings=listings,
            awards=awards_of(self.user, row),
            help=help_of(self.user, row),
            may_help=present and may(self.user, Act.HELP_PAIR, row.village_id),
            may_change=present and may(self.user, Act.HOUSEHOLD_CHANGE, row.village_id),
            decides=may(self.user, Act.FAMILY_LIST, row.village_id),
            may_fill=present and may(self.user, Act.FACTOR_FILL, row.village_id),
            may_lead=present
            and not listed
            and lead is None
            and may(self.user, Act.PROPOSAL_MAKE, row.village_id),
            may_list=present
            and not listed
            and (
                may(self.user, Act.FAMILY_LIST, row.village_id)
                or may(self.user, Act.PROPOSAL_MAKE, row.village_id)
            ),
            lead=lead,
            may_leave=present
            and not listed
            and may(self.user, Act.HOUSEHOLD_CHANGE, row.village_id),
        )


class HouseholdNew(VerbPage):
    """登记家庭."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/household/form.html"
    form_class = HouseholdNewForm
    villages: list[Division]

    def prepare(self) -> None:
        posted = (p.division for p in self.user.postings_today if p.role in self.audience)
        self.villages = [d for d in posted if d.level == Level.VILLAGE]
        if not self.villages:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"villages": self.villages}

    def initial(self) -> dict[str, Any]:
        number = next_number(self.villages[0]) if len(self.villages) == 1 else ""
        return {"number": number, "is_resident": "1", "village": self.villages[0].code}

    def context(self) -> dict[str, Any]:
        return {
            "title": _("登记家庭"),
            "place": self.villages[0] if len(self.villages) == 1 else None,
            "back_url": reverse("households:household_list"),
            "button": _("登记家庭"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        code = data.pop("village")
        village = next(v for v in self.villages if v.code == code)
        row = register_household(village=village, by=self.user, **data)
        messages.success(
            self.request,
            _("已登记 %(number)s 户 %(head)s 家。") % {"number": row.number, "head": row.head_name},
        )
        return reverse("households:household_detail", args=[row.uid])


class HouseholdVerb(VerbPage):
    """A form about one household."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    household: Household

    def prepare(self) -> None:
        self.household = Household.objects.select_related("village").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        self.note_reading([self.household], self.household.village_id)

    @property
    def file_url(self) -> str:
        """The household's page."""
        return reverse("households:household_detail", args=[self.household.uid])

    def context(self) -> dict[str, Any]:
        return {
            "household": self.household,
            "place": self.household.village,
            "back_url": self.file_url,
        }


class HouseholdEdit(HouseholdVerb):
    """修改家庭信息."""

    template_name = "households/household/form.html"
    form_class = HouseholdEditForm
    chooses = True

    def initial(self) -> dict[str, Any]:
        values = {name: getattr(self.household, name) for name in EDITABLE}
        return values | {
            "is_resident": "1" if self.household.is_resident else "0",
            "version": self.household.version,
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"title": _("修改家庭信息"), "button": _("保存修改")}

    def perform(self, data: dict[str, Any]) -> str:
        change_household(self.household, by=self.user, **data)
        messages.success(self.request, _("已保存。改前的内容留在经过里。"))
        return self.file_url


class HouseholdLeave(HouseholdVerb):
    """登记迁出."""

    template_name = "households/household/leave.html"
    form_class = LeaveForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.household.version, "left_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        leave_household(self.household, by=self.user, **data)
        messages.success(self.request, _("已登记迁出，户号和历史保留。"))
        return self.file_url
