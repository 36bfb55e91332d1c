"""The door phones send through: what they may know beforehand, and the items themselves."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views import View

from accounts import sealing
from accounts.models import User
from accounts.refusals import Invalid, Refusal
from accounts.roles import Role
from campaigns.models.division import Level
from households.models import CellState, SyncItem
from households.queries.report import own_reports
from households.transitions.sync import (
    LONGEST_SEALED,
    MOST_ITEMS,
    WORD,
    Parcel,
    receive_item,
)

LONGEST_BODY = 1024 * 1024
# Filed but wrong can be amended; only what is still to come cannot be written yet.
WRITABLE = set(CellState) - {CellState.NOT_DUE}
DEADLOCK = "40P01"


class Door(View):
    """JSON for signed-in people; a phone is told to sign in with 401, never sent elsewhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return answer(401, sentence=_("请重新登录后上传。"))
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Who sends."""
        return cast(User, self.request.user)


class SyncFrame(Door):
    """What a phone needs to write offline and to send: the key to seal to, a tag of the account,
    the villages it files for and their periods (no person, no family), a fresh CSRF token."""

    def get(self, request: HttpRequest) -> HttpResponse:
        key, point = sealing.public_key()
        villages = [
            {"code": p.division_id, "name": p.division.name}
            for p in self.user.postings_today
            if p.role == Role.VILLAGE_MEDIATOR and p.division.level == Level.VILLAGE
        ]
        return answer(
            200,
            key=key,
            point=point,
            owner=sealing.owner_tag(self.user, key),
            csrf=get_token(request),
            now=timezone.now().isoformat(),
            villages=villages,
            periods=[self._period(row) for row in own_reports(self.user, timezone.now())],
        )

    @staticmethod
    def _period(row: Any) -> dict[str, Any]:
        return {
            "id": row.period_id,
            "village": row.village_id,
            "label": row.period.label,
            "due": timezone.localtime(row.period.village_due).isoformat(),
            "revision": row.revision,
        }


class SyncDoor(Door):
    """Takes in up to fifty items, oldest first; one answer for each. The status is the item's own
    where there is one item, else 207."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            parcels = parcels_of(request)
            results = [self._one(parcel) for parcel in parcels]
        except UnreadablePostError:  # the line broke; nobody reads this
            return answer(400)
        except Invalid as refusal:
            return answer(422, sentence=refusal.sentence)
        except OperationalError as fault:
            if getattr(fault.__cause__, "sqlstate", "") != DEADLOCK:
                raise
            return answer(503, sentence=_("正忙，请稍后再传。"), retry=5)
        status = results[0]["code"] if len(results) == 1 else 207
        response = answer(status, results=results)
        response.keep_changes = True  # type: ignore[attr-defined]  # refused items are kept
        return response

    def _one(self, parcel: Parcel) -> dict[str, Any]:
        try:
            item = receive_item(parcel, by=self.user)
        except Refusal as refusal:
            return {
                "client_uuid": str(parcel.client_uuid),
                "state": "returned",  # nothing of it is here: the phone keeps it
                "code": refusal.status,
                "sentence": refusal.sentence,
                "url": "",
            }
        return {
            "client_uuid": str(item.client_uuid),
            "state": item.state,
            "code": item.code,
            "sentence": item.sentence,
            "url": item.url if item.state == SyncItem.State.ACCEPTED else f"/sync/items/{item.uid}",
        }


def answer(status: int, *, retry: int = 0, **body: Any) -> JsonResponse:
    """A JSON answer nobody may keep."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if retry:
        response["Retry-After"] = str(retry)
    return response


def parcels_of(request: HttpRequest) -> list[Parcel]:
    """The items of a request; raises Invalid for what is no list of items."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        raw: Any = json.loads(request.body) if length <= LONGEST_BODY else {}
        items = raw["items"]
        if not (isinstance(items, list) and 1 <= len(items) <= MOST_ITEMS):
            raise ValueError
        return [_parcel(item) for item in items]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Invalid(_("补传的内容不完整，一次最多 %(n)d 条。") % {"n": MOST_ITEMS}) from None


def _parcel(item: Any) -> Parcel:
    text = {name: str(item[name]) for name in ("kind", "key", "owner", "digest", "sealed")}
    sized = len(text["sealed"]) <= LONGEST_SEALED and len(text["owner"]) <= 32
    if not (sized and WORD.fullmatch(text["kind"]) and len(text["key"]) <= 16):
        raise ValueError
    if len(text["digest"]) != 64 or "\0" in "".join(text.values()):
        raise ValueError
    form, base = int(item["form"]), item.get("base")
    if not 0 <= form < 1000 or not (base is None or 0 <= int(base) < 10**6):
        raise ValueError
    written = parse_datetime(str(item.get("written_at") or ""))
    return Parcel(
        client_uuid=UUID(str(item["client_uuid"])),
        form=form,
        base=None if base is None else int(base),
        written_at=written if written and timezone.is_aware(written) else None,
        **text,
    )
