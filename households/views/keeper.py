"""Pages of keepers: who keeps how many, asking somebody to keep one family or all of a person's,
and the township taking them into its hands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may
from accounts.models import User
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import mask_name
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from households.forms.handover import HandOverForm, HandOverManyForm, HoldForm
from households.keeper_rules import KEEPERS
from households.models import HandOver, Keeper, ListedFamily
from households.queries.handover import keeper_rows, kept_by
from households.queries.keeper import eligible, eligible_for_all, owners_of_all
from households.queries.scale import terms_for
from households.transitions.handover import propose, propose_many
from households.transitions.holding import hold_families
from households.views.family import FamilyVerb


class KeeperList(Page):
    """包户: who keeps how many families, and what is overdue there."""

    audience = CASE_ROLES
    template_name = "households/keeper/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        posting = self.user.main_posting
        return self.page(
            unit=posting.division if posting else None,
            top=terms_for(self.user, timezone.localdate()).scale.top,
            rows=keeper_rows(self.user, timezone.localdate()),
            waiting=HandOver.objects.visible_to(self.user).waiting().count(),
            may_hand=bool(self.user.roles_today() & ALLOWED[Act.FAMILY_HAND_OVER]),
            may_hold=bool(self.user.roles_today() & ALLOWED[Act.FAMILY_HOLD]),
        )


class KeeperHandOver(FamilyVerb):
    """移交包户 of one family."""

    template_name = "households/keeper/form.html"
    form_class = HandOverForm

    def keeping(self) -> models.QuerySet[User]:
        """The present keepers."""
        present = Keeper.objects.filter(family=self.family, until__isnull=True)
        return User.objects.filter(pk__in=present.values("person_id")).order_by("pk")

    def form_kwargs(self) -> dict[str, Any]:
        keepers = self.keeping()
        return {
            "keepers": keepers,
            "people": eligible(self.family.village_id).exclude(pk__in=keepers.values("pk")),
            "missing": keepers.count() < KEEPERS,
        }

    def context(self) -> dict[str, Any]:
        waiting = HandOver.objects.waiting().filter(family=self.family)
        return super().context() | {
            "waiting": waiting.select_related("leaving", "taking", "holder")
        }

    def perform(self, data: dict[str, Any]) -> str:
        made = propose(self.family, by=self.user, **data)
        messages.success(
            self.request,
            _("已请%(taking)s接收，对方接收前仍由原包户人负责，走访期限照算。")
            % {"taking": made.taking.name if made.taking else ""},
        )
        return self.file_url


class KeeperVerb(PlainVerb):
    """A verb on all families one person keeps inside the reach."""

    person: User

    def prepare(self) -> None:
        person = User.objects.filter(pk=self.kwargs["pk"], is_system=False).first()
        self.families = list(kept_by(self.user, person)) if person else []
        if person is None or not self.families:
            raise Http404
        self.person = person
        self.note_reading(self.families)

    def sub(self) -> str:
        return _("%(name)s，包 %(n)d 户") % {"name": self.person.name, "n": len(self.families)}

    def way(self) -> list[tuple[str, str]]:
        return [(_("包户"), reverse("households:keeper_list"))]


class HandOverMany(KeeperVerb):
    """移交一个人的全部或几户."""

    audience = ALLOWED[Act.FAMILY_HAND_OVER]
    heading = gettext_lazy("移交包户")
    button = gettext_lazy("请对方接收")
    hint = gettext_lazy("要么全部提出，要么一户也不动；对方接收前仍由原包户人负责，期限照算。")
    form_class = HandOverManyForm

    def free(self) -> list[ListedFamily]:
        """Families that no hand-over of this person waits for."""
        return [f for f in self.families if not getattr(f, "waits", False)]

    def form_kwargs(self) -> dict[str, Any]:
        free = self.free()
        if not free:
            raise NotTheMoment(_("这些户都已提出移交，正等答复。"))
        people = eligible_for_all({f.village_id for f in free}).exclude(pk=self.person.pk)
        return {"families": [(str(f.uid), self.words(f)) for f in free], "people": people}

    def words(self, family: ListedFamily) -> str:
        """姜*强 家 红·高, with house number and village."""
        home = family.household
        return f"{mask_name(home.head_name)} 家 {family.level.label}\n" + _(
            "%(village)s，户号 %(number)s"
        ) % {"village": family.village.name, "number": home.number}

    def initial(self) -> dict[str, Any]:
        return {"families": [str(f.uid) for f in self.free()]}

    def perform(self, data: dict[str, Any]) -> str:
        chosen = [f for f in self.families if str(f.uid) in data["families"]]
        made = propose_many(
            chosen, leaving=self.person, taking=data["taking"], reason=data["reason"], by=self.user
        )
        return self.done(
            _("已请%(name)s接收 %(n)d 户，等对方答复。")
            % {"name": data["taking"].name, "n": len(made)},
            f"{reverse('households:hand_over_list')}?show=waiting",
        )


class KeeperHold(KeeperVerb):
    """紧急托管."""

    audience = ALLOWED[Act.FAMILY_HOLD]
    heading = gettext_lazy("紧急托管")
    button = gettext_lazy("镇里托管")
    hint = gettext_lazy(
        "只用于本人已不能办理的：亡故、重病、借调等。走访期限照算，请尽快定人接收。"
    )
    form_class = HoldForm
    ends = True

    def form_kwargs(self) -> dict[str, Any]:
        villages = {
            f.village_id for f in self.families if may(self.user, Act.FAMILY_HOLD, f.village_id)
        }
        return {"people": owners_of_all(villages).exclude(pk=self.person.pk)}

    def perform(self, data: dict[str, Any]) -> str:
        held = hold_families(person=self.person, by=self.user, **data)
        return self.done(
            _("%(n)d 户已由%(name)s托管，请逐户定接收人。")
            % {"n": len(held), "name": data["holder"].name},
            f"{reverse('households:hand_over_list')}?show=held",
        )
