"""What the pages of hand-overs, cards and referrals share."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_day
from accounts.views.base import Page
from disputes.models import Matter, MatterHandOver


def about(row: Matter | MatterHandOver) -> str:
    """3月8日 来访: a matter on a list, told by day and channel alone."""
    return _("%(day)s %(channel)s") % {
        "day": zh_day(row.received_on),
        "channel": row.get_channel_display(),
    }


def back_to(matter: Matter, user: User) -> str:
    """The matter's own page for whoever may see it, else the work list."""
    if Matter.objects.visible_to(user).filter(pk=matter.pk).exists():
        return reverse("disputes:matter_detail", args=[matter.uid])
    return reverse("home")


class PutAway(Page):
    """A button of a work item: seen. Asks nothing, so it has no page of its own."""

    audience = CASE_ROLES

    def put_away(self) -> None:
        """Call the verb."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.put_away()
        return redirect("home")
