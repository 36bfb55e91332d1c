"""Pages of the security administrator: who does what where."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.filters import PostingFilter
from accounts.forms import PostingForm, ReasonForm
from accounts.models import Posting, User
from accounts.queries import SECURITY_ONLY, postings_for, users_for
from accounts.transitions.posting import end_posting, grant_posting
from accounts.views.base import ListPage, VerbPage


class PostingList(ListPage):
    """任职, also of those who hold none yet."""

    audience = SECURITY_ONLY
    template_name = "accounts/posting/list.html"
    filterset_class = PostingFilter

    def rows(self) -> models.QuerySet[Posting]:
        return postings_for(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        waiting = users_for(self.user).filter(postings__isnull=True, is_active=True)
        return {"waiting": waiting[:50], "today": timezone.localdate()}


class PostingGrant(VerbPage):
    """授予任职 to one person."""

    audience = SECURITY_ONLY
    template_name = "accounts/posting/form.html"
    form_class = PostingForm
    person: User

    def prepare(self) -> None:
        person = users_for(self.user).filter(pk=self.kwargs["pk"]).first()
        if person is None:
            raise Http404
        self.person = person

    def form_kwargs(self) -> dict[str, Any]:
        return {"admin": self.user}

    def initial(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        held = self.person.postings.in_force().select_related("division")
        return {"person": self.person, "held": held, "own": self.person == self.user}

    def perform(self, data: dict[str, Any]) -> str:
        posting = grant_posting(user=self.person, by=self.user, **data)
        messages.success(
            self.request,
            _("%(name)s已任%(posting)s。") % {"name": self.person.name, "posting": posting},
        )
        return reverse("accounts:posting_list")


class PostingEnd(VerbPage):
    """结束任职."""

    audience = SECURITY_ONLY
    template_name = "accounts/posting/end.html"
    form_class = ReasonForm
    posting: Posting

    def prepare(self) -> None:
        posting = postings_for(self.user).filter(pk=self.kwargs["pk"]).first()
        if posting is None:
            raise Http404
        self.posting = posting

    def context(self) -> dict[str, Any]:
        return {"posting": self.posting, "own": self.posting.user_id == self.user.pk}

    def perform(self, data: dict[str, Any]) -> str:
        posting = end_posting(pk=self.posting.pk, by=self.user, reason=data["reason"])
        messages.success(
            self.request,
            _("%(name)s的任职（%(posting)s）已结束。")
            % {"name": posting.user.name, "posting": posting},
        )
        return reverse("accounts:posting_list")
