"""Photos of a visit: adding them, and the one address a photo is served from (A8)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.photos import BYTES_MOST
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from accounts.views.base import Page, VerbPage
from accounts.views.download import file_answer
from households.models import Visit, VisitPhoto
from households.transitions.photo import MOST, add_photos


class PhotoForm(forms.Form):
    """The files themselves are read from the request, several under one name."""

    photos = forms.FileField(
        label=gettext_lazy("选照片"),
        required=False,
        help_text=gettext_lazy("可以一次选几张，每张不超过 10 MB。位置和机型等信息会自动去掉。"),
    )


class VisitPhotos(VerbPage):
    """A visit's photos, and adding more by whoever made the visit."""

    audience = CASE_ROLES
    template_name = "households/visit/photos.html"
    form_class = PhotoForm
    visit: Visit

    def prepare(self) -> None:
        rows = Visit.objects.select_related("family__household", "village", "visitor")
        self.visit = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.visit], self.visit.village_id)

    @property
    def here(self) -> str:
        """This page."""
        return reverse("households:visit_photos", args=[self.visit.uid])

    def context(self) -> dict[str, Any]:
        photos = list(self.visit.photos.defer("image"))
        return {
            "visit": self.visit,
            "family": self.visit.family,
            "household": self.visit.family.household,
            "photos": photos,
            "room": MOST - len(photos) if self.visit.visitor_id == self.user.pk else 0,
            "back_url": reverse("households:family_detail", args=[self.visit.family.uid]),
        }

    def perform(self, data: dict[str, Any]) -> str:
        files = self.request.FILES.getlist("photos")
        if not files:
            raise Invalid({"photos": _("请先选照片。")})
        # One byte more than is allowed tells too big without reading a huge file to its end.
        made = add_photos(
            self.visit, files=[one.read(BYTES_MOST + 1) for one in files[: MOST + 1]], by=self.user
        )
        messages.success(self.request, _("已添加 %(n)d 张照片。") % {"n": len(made)})
        return self.here


class PhotoShown(Page):
    """One photo, behind the same wall as its visit; kept by no cache."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = VisitPhoto.objects.fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        return file_answer("photo", bytes(row.image), str(row.uid), shown=True)
