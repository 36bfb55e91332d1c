"""登记家庭: the household with its members, on one page of a phone, also without script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.roles import Role
from accounts.views.base import Page
from campaigns.models import Division
from campaigns.models.division import Level
from households.forms.household import HouseholdNewForm
from households.forms.member import MemberForm
from households.models import Relation
from households.queries.household import next_number
from households.transitions.household import MEMBERS_MOST, register_household

Members = formset_factory(MemberForm, extra=0, max_num=MEMBERS_MOST, absolute_max=MEMBERS_MOST)
HEAD, OTHERS = "h", "m"


class HouseholdNew(Page):
    """A household's own fields, a block for its head, a block for each other member. “再加一位”
    draws the page anew with one block more; empty blocks are passed over."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/household/new.html"
    villages: list[Division]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.villages = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._prepare()
        number = next_number(self.villages[0]) if len(self.villages) == 1 else ""
        initial = {
            "number": number,
            "is_resident": "1",
            "people": 1,
            "village": self.villages[0].code,
        }
        form = HouseholdNewForm(initial=initial, villages=self.villages)
        return self._shown(form, MemberForm(prefix=HEAD, head=True), Members(prefix=OTHERS))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._prepare()
        if "more" in request.POST:
            return self._one_more()
        typed = request.POST.copy()
        for count in ("TOTAL_FORMS", "INITIAL_FORMS"):
            typed.setdefault(f"{OTHERS}-{count}", "0")
        form = HouseholdNewForm(typed, villages=self.villages)
        head = MemberForm(typed, prefix=HEAD, head=True)
        others = Members(typed, prefix=OTHERS)
        for each in others.forms:
            each.empty_permitted = True
        if all([form.is_valid(), head.is_valid(), others.is_valid()]):
            try:
                return self._register(form, head, others)
            except Invalid as refusal:
                self._place(refusal, form, head, others)
        return self._shown(form, head, others, 422)

    def _prepare(self) -> None:
        posted = (p.division for p in self.user.postings_today if p.role in self.audience)
        self.villages = [d for d in posted if d.level == Level.VILLAGE]
        if not self.villages:
            raise Http404

    def _register(
        self, form: HouseholdNewForm, head: MemberForm, others: BaseFormSet[MemberForm]
    ) -> HttpResponse:
        data = dict(form.cleaned_data)
        village = next(v for v in self.villages if v.code == data.pop("village"))
        self.rows = [each for each in others.forms if not each.is_blank]
        members: list[dict[str, Any]] = [each.cleaned_data for each in self.rows]
        if not head.is_blank or members:
            named = {"name": data["head_name"], "relation": Relation.HEAD}
            members.insert(0, {**head.cleaned_data, **named})
        row = register_household(village=village, by=self.user, members=members, **data)
        messages.success(
            self.request,
            _("已登记 %(number)s 户 %(head)s 家。") % {"number": row.number, "head": row.head_name},
        )
        return redirect("households:household_detail", row.uid)

    def _place(
        self,
        refusal: Invalid,
        form: HouseholdNewForm,
        head: MemberForm,
        others: BaseFormSet[MemberForm],
    ) -> None:
        """members.2.id_number belongs to the second member: the first filled block."""
        for name, sentence in refusal.errors.items():
            start, _dot, rest = name.partition(".")
            if start == "members" and rest:
                order, _dot, field = rest.partition(".")
                target = head if order == "1" else self.rows[int(order) - 2]
                target.add_error(field if field in target.fields else None, sentence)
            else:
                form.add_error(name if name in form.fields else None, sentence)

    def _one_more(self) -> HttpResponse:
        """The same page with what was typed, unchecked, and one block more."""
        typed = self.request.POST.copy()
        count = f"{OTHERS}-TOTAL_FORMS"
        given = str(typed.get(count, ""))
        total = min(int(given) + 1, MEMBERS_MOST) if given.isdecimal() else 1
        form = HouseholdNewForm(initial=typed.dict(), villages=self.villages)
        head = MemberForm(initial=_of(typed.dict(), HEAD), prefix=HEAD, head=True)
        blocks = [_of(typed.dict(), f"{OTHERS}-{i}") for i in range(total)]
        return self._shown(form, head, Members(prefix=OTHERS, initial=blocks), last=True)

    def _shown(
        self,
        form: HouseholdNewForm,
        head: MemberForm,
        others: BaseFormSet[MemberForm],
        status: int = 200,
        last: bool = False,
    ) -> HttpResponse:
        return self.page(
            status,
            form=form,
            head=head,
            others=others,
            last=last,
            place=self.villages[0] if len(self.villages) == 1 else None,
            back_url=reverse("households:household_list"),
        )


def _of(typed: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The values of one block, without its prefix."""
    start = f"{prefix}-"
    return {name.removeprefix(start): v for name, v in typed.items() if name.startswith(start)}
