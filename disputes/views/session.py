"""Pages of mediation sessions."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from disputes.forms.session import SessionForm
from disputes.offers import next_session
from disputes.transitions.session import hold
from disputes.views.verb import DisputeVerb


class SessionHold(DisputeVerb):
    """登记第 N 次调解."""

    audience = ALLOWED[Act.DISPUTE_MEDIATE]
    act, moment = Act.DISPUTE_MEDIATE, "mediate"
    heading = button = gettext_lazy("登记调解")
    hint = gettext_lazy("达成协议的，登记后接着登记协议；另行调解的，约好下次时间。")
    form_class = SessionForm
    needs_willing = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"client_uuid": uuid4()}

    def context(self) -> dict[str, Any]:
        words = _("登记第 %(n)d 次调解") % {"n": next_session(self.dispute)}
        return super().context() | {"heading": words, "button": words}

    def perform(self, data: dict[str, Any]) -> str:
        session = hold(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记第 %(n)d 次调解。") % {"n": session.ordinal})
