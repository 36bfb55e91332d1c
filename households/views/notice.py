"""Pages of notices: what one's units were told, read state, putting away."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage, Page
from households.models import Notice, NoticeRead
from households.models.notice import NoticeQuerySet
from households.transitions import notice


class NoticeList(ListPage):
    """提醒: newest first; what was put away is left out."""

    audience = AREA_ROLES
    template_name = "households/notice/list.html"

    def rows(self) -> NoticeQuerySet:
        mine = NoticeRead.objects.filter(notice=OuterRef("pk"), user=self.user)
        rows = Notice.objects.for_person(self.user).select_related("unit")
        away = Exists(mine.filter(dismissed_at__isnull=False))
        return rows.exclude(away).annotate(was_read=Exists(mine))

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"unread": Notice.objects.for_person(self.user).unread_by(self.user).count()}


class NoticeOpen(Page):
    """Read one and go where it leads."""

    audience = AREA_ROLES

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        row = notice.read(uid=uid, by=self.user)
        inside = url_has_allowed_host_and_scheme(row.url, allowed_hosts=None)
        return redirect(row.url if row.url and inside else reverse("households:notice_list"))


class NoticeDismiss(Page):
    """收起."""

    audience = AREA_ROLES

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        notice.dismiss(uid=uid, by=self.user)
        return redirect("households:notice_list")
