"""What the pages of everything that hangs on a dispute share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone

from accounts.moments import require_moment
from disputes.models import Confirmation, CourtReferral
from disputes.views.verb import DisputeVerb


class HangingVerb(DisputeVerb):
    """A verb on one row that hangs on a dispute; the address names the row."""

    model: ClassVar[type[Confirmation] | type[CourtReferral]]
    row: Any

    def prepare(self) -> None:
        rows = self.model.objects.select_related("dispute")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.kwargs["uid"] = self.row.dispute.uid
        super().prepare()

    def check_moment(self) -> None:
        require_moment(self.row, self.moment, str(self.heading))

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version, "on": timezone.localdate()}
