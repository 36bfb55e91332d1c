"""Pages of notices: given above the village, one notice with its photo and paper, and the public
page anybody may open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts, scope
from accounts.acts import Act
from accounts.drawing.faults import DocumentError
from accounts.photos import BYTES_MOST
from accounts.refusals import Invalid, NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_day
from accounts.views.base import Page, VerbPage
from accounts.views.download import file_answer
from accounts.views.public import PublicLink
from households.forms.award import PublicObjectForm, UpperNoticeForm
from households.models import AwardNotice, AwardPhoto
from households.models.rank import Rank
from households.prints import notice as paper
from households.queries import award_notice as queries
from households.transitions.award_notice import give_notice, keep_photo, print_notice
from households.transitions.objection import object_by_page
from households.views.award_batch import COUNTY_ONLY, TOWN_ONLY, ManyPage


class NoticeMany(ManyPage):
    """The township's or the county's notice for those chosen on the list."""

    form_class = UpperNoticeForm
    words = "公示"
    rank: ClassVar[str]

    def initial(self) -> dict[str, Any]:
        return {"version": len(self.chosen), "notice_from": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> None:
        rows = give_notice(self.chosen, by=self.user, rank=self.rank, **data)
        told = {"n": len(rows), "until": zh_day(rows[0].notice_until)}
        messages.success(self.request, _("已公示%(n)d户，%(until)s期满。") % told)
        notice = AwardNotice.objects.fetch(self.user, pk=rows[0].notice_id)
        self.went = reverse("households:award_notice_sheet", args=[notice.uid])


class TownNotice(NoticeMany):
    """乡镇公示."""

    audience = TOWN_ONLY
    status, rank = "to_town_notice", Rank.TOWNSHIP


class CountyNotice(NoticeMany):
    """县公示."""

    audience = COUNTY_ONLY
    status, rank = "to_county_notice", Rank.COUNTY


class PhotoForm(forms.Form):
    """One photo; the file itself is read from the request."""

    photo = forms.FileField(
        label=gettext_lazy("公示栏照片"),
        help_text=gettext_lazy("拍到公示栏和张贴的公示，每张不超过 10 MB，位置等信息会自动去掉"),
        error_messages={"required": gettext_lazy("请选一张照片。")},
    )


class NoticeSheet(VerbPage):
    """One notice as it hangs, for print and for the office's own screen; its photo is kept here."""

    audience = CASE_ROLES
    template_name = "households/award/sheet.html"
    form_class = PhotoForm
    notice: AwardNotice

    def prepare(self) -> None:
        rows = AwardNotice.objects.select_related("place__parent", "campaign").defer("printed")
        self.notice = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.rows = queries.on_notice(self.user, self.notice)
        self.note_reading(self.rows, self.notice.place_id)

    def context(self) -> dict[str, Any]:
        notice = self.notice
        today = timezone.localdate()
        return queries.shown(notice, self.rows, today) | {
            "title": paper.title_of(notice),
            "vote": paper.same_vote(notice),
            "photos": list(notice.photos.only("uid", "width", "height")),
            "may_photo": acts.may(self.user, Act.AWARD_PHOTO, notice.place_id),
            "public_url": self.request.build_absolute_uri(public_path(notice)),
            "inside": True,
            "back_url": list_of(notice),
        }

    def perform(self, data: dict[str, Any]) -> str:
        file = data["photo"]
        if file.size > BYTES_MOST:
            raise Invalid({"photo": _("这张照片超过 10 MB，请换小一点的。")})
        keep_photo(data=file.read(), notice=self.notice, by=self.user)
        messages.success(self.request, _("照片已存。"))
        return reverse("households:award_notice_sheet", args=[self.notice.uid])


def list_of(notice: AwardNotice) -> str:
    """The list the notice belongs to."""
    if notice.kind == AwardNotice.Kind.HONOURS:
        return reverse("households:honour_list")
    levels = {"village": "noticed", "township": "town_noticed"}
    status = levels.get(notice.rank, "county_noticed")
    return f"{reverse('households:award_list')}?status={status}"


def public_path(notice: AwardNotice) -> str:
    """The address printed on it."""
    return reverse("households:public_notice", args=[notice.code])


class NoticePdf(Page):
    """The printed copy. POST keeps it as drawn now, once and for all; reading changes nothing: what
    was kept is shown, before that a draft of the same frozen list."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        notice = self._notice(uid)
        return self._drawn(
            lambda: bytes(notice.printed) or paper.pdf(notice, self._address(notice))
        )

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        notice = self._notice(uid)
        return self._drawn(lambda: print_notice(notice, self._address(notice), by=self.user))

    def _notice(self, uid: UUID) -> AwardNotice:
        notice = AwardNotice.objects.select_related("place", "campaign").fetch(self.user, uid=uid)
        self.note_reading(queries.on_notice(self.user, notice), notice.place_id)
        return notice

    def _address(self, notice: AwardNotice) -> str:
        return self.request.build_absolute_uri(public_path(notice))

    def _drawn(self, draw: Callable[[], bytes]) -> HttpResponse:
        try:
            return file_answer("pdf", draw(), "notice", shown=True)
        except DocumentError as fault:
            raise NotTheMoment(str(fault)) from None


class AwardPhotoShown(Page):
    """A photo of a board, a plate or a paper return, to whoever may see what it belongs to."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        photo = AwardPhoto.objects.fetch(self.user, uid=uid)
        self.note_reading([photo], photo.place_id)
        return HttpResponse(bytes(photo.image), content_type="image/jpeg")


def _beside(notice: AwardNotice, line: dict[str, Any]) -> str:
    """What tells two of one masked name apart."""
    return str(line["kind"] if notice.kind == AwardNotice.Kind.HONOURS else line["village"])


class PublicNotice(PublicLink):
    """/n/<code>: the notice in public, masked, while it is up and a month after; whoever objects
    may leave no name. What ended, was never there or is not yet up is one page."""

    purpose = "notice"
    gone_template = "households/award/public_gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self._found()
        return (
            self._page(found, PublicObjectForm(**self._choices(found))) if found else self.unknown()
        )

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self._found()
        if found is None or not found["open"]:
            return self.unknown()
        form = PublicObjectForm(request.POST, **self._choices(found))
        if not form.is_valid():
            return self._page(found, form, 422)
        try:
            made = object_by_page(
                self.token, UUID(form.cleaned_data.pop("award")), **form.cleaned_data
            )
        except Invalid as refusal:
            for name, sentence in refusal.errors.items():
                form.add_error(name if name in form.fields else None, sentence)
            return self._page(found, form, 422)
        except NotTheMoment as refusal:
            form.add_error(None, refusal.sentence)
            return self._page(found, form, 409)
        if made is None:
            return self.unknown()
        return render(request, "households/award/public_done.html", found)

    def _found(self) -> dict[str, Any] | None:
        with scope.as_system() as system:
            return queries.public_page(system, self.token, timezone.localdate())

    def _choices(self, found: dict[str, Any]) -> dict[str, Any]:
        return {
            "lines": [
                (line["award"], f"{at}　{line['head']}　{_beside(found['notice'], line)}")
                for at, line in enumerate(found["notice"].lines, 1)
            ]
        }

    def _page(self, found: dict[str, Any], form: forms.Form, status: int = 200) -> HttpResponse:
        context = found | {"form": form}
        return render(self.request, "households/award/public.html", context, status=status)
