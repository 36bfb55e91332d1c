"""The one address files of the campaign year are served from (reliability A8)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from accounts.views.download import file_answer
from campaigns.models import KeptFile


class KeptFileShown(Page):
    """One file, for whoever sees what it is kept with."""

    audience = AREA_ROLES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = KeptFile.objects.kept().fetch(self.user, uid=kwargs["uid"])
        owner = row.owner
        if not type(owner)._default_manager.visible_to(self.user).filter(pk=owner.pk).exists():  # type: ignore[attr-defined]
            raise Http404
        self.note_reading([row], row.place_id)
        return file_answer(row.medium, row.data, str(row.uid))
