"""Pages of visits: entering one, and all visits of a family."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage
from households.forms.visit import VisitForm
from households.models import Category, ListedFamily, Visit, VisitDuty
from households.queries.seal import require_opened
from households.transitions.visit import record_visit
from households.views.family import FamilyVerb


class VisitNew(FamilyVerb):
    """登记走访."""

    template_name = "households/visit/form.html"
    form_class = VisitForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "visited_on": timezone.localdate(), "way": "home"}

    def context(self) -> dict[str, Any]:
        owed = VisitDuty.objects.open().filter(family=self.family)
        last = Visit.objects.filter(family=self.family).first()
        return super().context() | {
            "duty": owed.order_by("due_on").first(),
            "last": last,
            # Words about violence or a child are not left in a tab, not even for a while.
            "plain_words": not {Category.VIOLENCE, Category.CHILDREN} & {*self.family.categories},
        }

    def perform(self, data: dict[str, Any]) -> str:
        visit = record_visit(self.family, by=self.user, **data)
        messages.success(
            self.request,
            _("已登记 %(day)s 走访。%(next)s")
            % {"day": zh_day(visit.visited_on), "next": self.following()},
        )
        if visit.change == Visit.Change.WORSE and not self.family.level.is_top:
            messages.warning(
                self.request,
                _("这次走访情况加重，请接着研判要不要升级；有现实危险的，在“隐患”里马上上报。"),
            )
            return reverse("households:family_raise", args=[self.family.uid])
        return self.file_url

    def following(self) -> str:
        """When the next visit is owed, as a sentence."""
        owed = VisitDuty.objects.open().filter(family=self.family).order_by("due_on").first()
        return _("下次应于 %(day)s 前走访。") % {"day": zh_day(owed.due_on)} if owed else ""


class VisitList(ListPage):
    """All visits of one family, newest first."""

    audience = CASE_ROLES
    template_name = "households/visit/list.html"
    logs_reading = True

    def rows(self) -> models.QuerySet[Visit]:
        self.family = ListedFamily.objects.select_related("household", "village").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        require_opened(self.user, self.family)
        self.note_reading([self.family], self.family.village_id)
        return (
            Visit.objects.visible_to(self.user)
            .filter(family=self.family)
            .select_related("visitor")
            .annotate(shots=Count("photos"))
            .order_by("-visited_on", "-pk")
        )

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"family": self.family, "household": self.family.household}
