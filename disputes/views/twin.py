"""核对是不是同一件: the county's page on a pair of matters (T3)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.views.verb import PlainVerb
from disputes.forms.rights import TwinForm
from disputes.models import Matter
from disputes.queries.matter import opened
from disputes.transitions.twin import decide_twin


class TwinDecide(PlainVerb):
    """Both matters side by side, and the county's word on them."""

    audience = ALLOWED[Act.MATTER_TWIN]
    template_name = "disputes/matter/twin.html"
    heading = gettext_lazy("核对是不是同一件")
    button = gettext_lazy("记下结论")
    hint = gettext_lazy("两件都保留，只是互相指向；村里和镇里看不到。")
    form_class = TwinForm
    matter: Matter
    other: Matter

    def prepare(self) -> None:
        self.matter = opened(self.user, self.kwargs["uid"])
        self.other = opened(self.user, self.kwargs["other"])
        if self.matter.sealed or self.other.sealed or self.matter.pk == self.other.pk:
            raise Http404
        require(self.user, Act.MATTER_TWIN, self.matter.place_id)
        self.note_reading([self.matter, self.other], place=self.matter.place_id)

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("来件"), reverse("disputes:matter_list")),
            (_("这一件"), reverse("disputes:matter_detail", args=[self.matter.uid])),
        ]

    def context(self) -> dict[str, Any]:
        return super().context() | {"pair": [self.matter, self.other]}

    def act(self, data: dict[str, Any]) -> str:
        twin = decide_twin(matter=self.matter, other=self.other, by=self.user, **data)
        return _("已记下：%(verdict)s。") % {"verdict": twin.get_verdict_display()}
