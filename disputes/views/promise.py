"""Pages of promises: their list, kept, broken, followed up, and the photo that shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.moments import require_moment
from accounts.photos import BYTES_MOST
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.download import file_answer
from disputes.agreement_filters import PromiseFilter
from disputes.forms.agreement import BreachForm, FollowForm, PerformForm
from disputes.models import Promise, PromiseProof
from disputes.models.promise import PromiseQuerySet
from disputes.queries.promise import listed, rate_of, shown
from disputes.transitions import promise as verbs
from disputes.views.verb import DisputeVerb


class PromiseList(ListPage):
    """协议履行: promises of agreements in force inside the reach, with their performance rate."""

    audience = CASE_ROLES
    template_name = "disputes/promise/list.html"
    filterset_class = PromiseFilter
    logs_reading = True

    def rows(self) -> PromiseQuerySet:
        return listed(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today = timezone.localdate()
        lines = [(promise, promise.state(today)) for promise in page.object_list]
        return {"lines": lines, "rate": rate_of(listed(self.user), today), "today": today}


class PromiseVerb(DisputeVerb):
    """A verb on one promise of a dispute."""

    template_name = "disputes/promise/form.html"
    promise: Promise

    def prepare(self) -> None:
        self.promise = Promise.objects.select_related("dispute").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        self.kwargs["uid"] = self.promise.dispute.uid
        super().prepare()

    def check_moment(self) -> None:
        require_moment(self.promise, self.moment, str(self.heading))

    def initial(self) -> dict[str, Any]:
        return {"version": self.promise.version, "on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        lines = shown(self.dispute, timezone.localdate())
        line = next(one for one in lines if one.promise.pk == self.promise.pk)
        return super().context() | {"line": line}


class PromisePerform(PromiseVerb):
    """登记履行."""

    audience = ALLOWED[Act.DISPUTE_PERFORM]
    act, moment = Act.DISPUTE_PERFORM, "perform"
    heading = button = gettext_lazy("登记履行")
    form_class = PerformForm

    def perform(self, data: dict[str, Any]) -> str:
        photo = data.pop("photo")
        # One byte more than is allowed tells too big without reading a huge file to its end.
        data["photo"] = photo.read(BYTES_MOST + 1) if photo else None
        verbs.perform(promise=self.promise, by=self.user, **data)
        return self.done(_("已登记履行。"))


class PromiseBreach(PromiseVerb):
    """登记未履行."""

    audience = ALLOWED[Act.DISPUTE_BREACH]
    act, moment = Act.DISPUTE_BREACH, "breach"
    heading = button = gettext_lazy("登记未履行")
    hint = gettext_lazy(
        "登记后进入跟进：督促履行、再次调解，或者告知当事人可以起诉（人民调解法第三十一条、第三十二条）。"
    )
    form_class = BreachForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.breach(promise=self.promise, by=self.user, **data)
        return self.done(_("已登记未履行，请在 7 日内跟进。"))


class PromiseFollow(PromiseVerb):
    """登记跟进."""

    audience = ALLOWED[Act.DISPUTE_FOLLOW]
    act, moment = Act.DISPUTE_FOLLOW, "follow"
    heading = button = gettext_lazy("登记跟进")
    form_class = FollowForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.follow(promise=self.promise, by=self.user, **data)
        return self.done(_("已登记跟进。"))


class ProofShown(Page):
    """The photo that shows a promise was kept, behind the same wall; kept by no cache."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = PromiseProof.objects.fetch(self.user, promise__uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        return file_answer("photo", bytes(row.image), str(row.uid), shown=True)
