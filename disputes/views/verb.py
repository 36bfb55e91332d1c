"""What every form page on one dispute shares."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.moments import require_moment
from accounts.views.base import VerbPage
from disputes.models import Dispute
from disputes.queries.dispute import for_form
from disputes.transitions.handling import (
    UNTIL_BOUND,
    require_handler,
    require_unbound,
    require_willing,
)

DAYS = (
    "accepted_on",
    "passed_up_on",
    "ended_on",
    "held_on",
    "agreed_on",
    "visited_on",
    "consent_on",
    "asked_on",
    "received_on",
    "on",
    "bound_on",
)


class DisputeVerb(VerbPage):
    """A verb on one dispute. act and moment are checked before the form is shown, so that
    nobody fills in what cannot be done. moments: any of these acts of Dispute.ALLOWED."""

    template_name = "disputes/dispute/act.html"
    act: ClassVar[Act]
    moment: ClassVar[str]
    heading: ClassVar[Any]
    button: ClassVar[Any]
    hint: ClassVar[Any] = ""
    ends: ClassVar[bool] = False
    needs_willing: ClassVar[bool] = False
    sends_files: ClassVar[bool] = False
    dispute: Dispute

    def prepare(self) -> None:
        self.dispute = self.find()
        require_handler(self.user, self.act, self.dispute)
        self.check_moment()
        if self.needs_willing:
            require_willing(self.dispute)
        self.note_reading([self.dispute], place=self.dispute.village_id)

    def find(self) -> Dispute:
        """The dispute the page is about; 404 outside the reach."""
        return for_form(self.user, self.kwargs["uid"])

    def check_moment(self) -> None:
        """409 when the status does not allow the act."""
        require_moment(self.dispute, self.moment, str(self.heading))
        if self.moment in UNTIL_BOUND:
            require_unbound(self.dispute)

    def initial(self) -> dict[str, Any]:
        return {"version": self.dispute.version} | dict.fromkeys(DAYS, timezone.localdate())

    def context(self) -> dict[str, Any]:
        return {
            "dispute": self.dispute,
            "heading": self.heading,
            "button": self.button,
            "hint": self.hint,
            "ends": self.ends,
            "sends_files": self.sends_files,
            "back_url": self.back_url,
        }

    @property
    def back_url(self) -> str:
        """The dispute's own page."""
        return reverse("disputes:dispute_detail", args=[self.dispute.uid])

    def done(self, sentence: str) -> str:
        """Say what was done; back to the dispute, or to the list where it is closed to whoever
        did it from now on (回避)."""
        if not Dispute.objects.visible_to(self.user).filter(pk=self.dispute.pk).exists():
            messages.warning(
                self.request,
                _("已登记。登记表明您与当事人有回避关系，这件纠纷已交乡镇决定由谁接着办。"),
            )
            return reverse("disputes:dispute_list")
        messages.success(self.request, sentence)
        return self.back_url
