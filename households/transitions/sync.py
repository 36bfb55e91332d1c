"""Verbs of what phones send later: receive, put right, put aside (domain L; reliability F1–F6).

Nothing that reached the server is dropped: what a verb refuses is kept with the sentence until a
person has settled it.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, sealing, trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Refusal
from accounts.roles import CASE_ROLES
from households.models import SyncItem
from households.queries.sync import as_form_data, content_of, kept_for
from households.transitions.sync_kinds import KINDS, Data, SyncKind

MOST_ITEMS = 50  # a phone keeps no more either
LONGEST_SEALED = 48 * 1024  # base64 characters of one item
PER_HOUR = 400  # new items of one account
WORD = re.compile(r"[a-z0-9_]{1,24}")


class TooMany(Refusal):
    """More new items within an hour than a person writes (429)."""

    status = 429
    title = "太频繁"


class OtherAccount(Forbidden):
    """Written under another account; it stays on the phone (F6)."""

    def __init__(self) -> None:
        super().__init__(_("这一条是另一个账号写的，没有上传；请写的人登录后再传。"))


@dataclass(frozen=True)
class Parcel:
    """One item as a phone sends it."""

    client_uuid: UUID
    kind: str
    form: int
    base: int | None
    key: str
    owner: str
    digest: str
    sealed: str
    written_at: datetime | None = None


@transaction.atomic
def receive_item(parcel: Parcel, *, by: User) -> SyncItem:
    """Take in one item and let its verb do it, in the writer's own name.

    Insert first, then look (F1): of parallel posts of one id the first inserts, the others wait
    for its end and give the same answer. The same id with other content is kept aside for a
    person. What the verb refuses, rights lost meanwhile included (F4), is kept with the sentence.
    The server's clock decides (H4); written_at is only what the phone says.

    Raises OtherAccount, Invalid for a parcel whose bytes are not what its digest says, TooMany."""
    _require_whole(parcel, by)
    place = _place(by)
    item = _insert(parcel, by, place)
    if item is None:
        return _again_or_aside(parcel, by, place)
    if _new_in_last_hour(by) > PER_HOUR:
        raise TooMany(_("一小时内补传太多，请过一会儿再传。"))
    with _reach_of(by, place):
        try:
            with transaction.atomic():
                kind = _kind(item)
                done = kind.perform(by, _checked(item, kind), item.client_uuid, item.base_version)
        except (Refusal, Http404) as refusal:
            return _kept(item, refusal)
        item.state, item.code = SyncItem.State.ACCEPTED, 201
        item.sentence, item.url, item.sealed = done.sentence, done.url, ""
        item.save(update_fields=["state", "code", "sentence", "url", "sealed"])
        return item


@transaction.atomic
def enter_again(*, uid: UUID, data: Data, by: User, base: int | None = None) -> SyncItem:
    """The writer has put right what was refused; the same verb decides again. base: the version
    a conflict was settled on.

    Raises what the verb raises, NotTheMoment once somebody has settled it, 404 for others."""
    item = SyncItem.objects.locked(by, uid=uid, by=by)
    _require_waiting(item)
    kind = KINDS.get(item.kind)
    if kind is None:
        raise NotTheMoment(_("系统已不用这种表格，请照内容另行登记，再点“另行处理”。"))
    done = kind.perform(by, data, _fresh_id(item), base)
    item.sentence, item.url = done.sentence, done.url
    return _settled(item, SyncItem.Settlement.AGAIN, done.sentence, by)


@transaction.atomic
def settle_item(*, uid: UUID, settlement: str, reason: str, by: User) -> SyncItem:
    """Put an item aside with a reason: entered elsewhere, or no longer needed. Its writer, the
    township or the county may; its content is erased, its trace stays.

    Raises 404 outside the reach, Invalid without a reason, NotTheMoment when it is settled."""
    aim = kept_for(by).fetch(by, uid=uid)
    acts.require(by, Act.SYNC_SETTLE, aim.village_id)
    item = SyncItem.objects.locked(by, uid=uid)
    _require_waiting(item)
    if settlement not in {SyncItem.Settlement.ENTERED, SyncItem.Settlement.DROPPED}:
        raise Invalid({"settlement": _("请选怎么处理。")})
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写一句说明。")})
    return _settled(item, settlement, reason.strip(), by)


def _require_whole(parcel: Parcel, by: User) -> None:
    own = sealing.owner_tag(by, parcel.key)
    if not own:
        raise Invalid(_("封条的钥匙已经更换，这一条打不开了，请重新填写。"))
    if parcel.owner != own:
        raise OtherAccount
    told = hashlib.sha256(parcel.sealed.encode()).hexdigest()
    if told != parcel.digest or len(parcel.sealed) > LONGEST_SEALED:
        raise Invalid(_("这一条在路上损坏了，请再传一次。"))


def _place(by: User) -> int:
    """Where the writer works, or worked last: an item of somebody who has lost his posting still
    reaches the county that can see to it."""
    today = [p for p in by.postings_today if p.role in CASE_ROLES]
    if today:
        return today[0].division_id
    last = Posting.objects.filter(user=by, role__in=CASE_ROLES).order_by("-days").first()
    if last is None:
        raise Forbidden(_("您的账号没有办理家庭工作的任职，不能补传。"))
    return last.division_id


def _reach_of(by: User, place: int) -> Any:
    """Rows of a writer without a posting of today are the system's to write."""
    if any(p.role in CASE_ROLES and p.covers(place) for p in by.postings_today):
        return nullcontext()
    return scope.as_system()


def _insert(
    parcel: Parcel, by: User, place: int, contradicts: SyncItem | None = None
) -> SyncItem | None:
    """The fresh row, or None when this id has been sent before."""
    uid = uuid4()
    row = SyncItem(
        uid=uid,
        client_uuid=parcel.client_uuid,
        by=by,
        village_id=place,
        kind=parcel.kind,
        form_version=parcel.form,
        base_version=parcel.base,
        key=parcel.key,
        owner=parcel.owner,
        digest=parcel.digest,
        sealed=parcel.sealed,
        written_at=parcel.written_at,
        received_at=timezone.now(),
        contradicts=contradicts,
    )
    with _reach_of(by, place):
        SyncItem.objects.bulk_create([row], ignore_conflicts=True)
        return SyncItem.objects.filter(uid=uid).first()


def _again_or_aside(parcel: Parcel, by: User, place: int) -> SyncItem:
    """The answer of the first time; other content under the same id goes into quarantine."""
    with _reach_of(by, place):
        rows = SyncItem.objects.filter(by=by, client_uuid=parcel.client_uuid)
        same = rows.filter(digest=parcel.digest).first()
        if same:
            return same
        first = rows.get(contradicts__isnull=True)
        item = _insert(parcel, by, place, contradicts=first)
        if item is None:  # the other of two parallel posts has put it aside
            return rows.get(digest=parcel.digest)
        item.state, item.code = SyncItem.State.QUARANTINED, 409
        item.sentence = _("同一张表先后传来两份不同的内容，先到的算数，这一份留着等人核对。")
        item.save(update_fields=["state", "code", "sentence"])
        _tell_kept(item)
        return item


def _new_in_last_hour(by: User) -> int:
    since = timezone.now() - timedelta(hours=1)
    return SyncItem.objects.filter(by=by, received_at__gt=since).count()


def _kind(item: SyncItem) -> SyncKind:
    kind = KINDS.get(item.kind)
    if kind is None:
        raise NotTheMoment(_("系统不认识这种表格，内容已留着，请告诉镇妇联。"))
    if not kind.oldest <= item.form_version <= kind.version:
        raise NotTheMoment(_("表格已经更新，请打开核对、补全后再交。"))
    return kind


def _checked(item: SyncItem, kind: SyncKind) -> Data:
    content = content_of(item)
    if not content:
        raise Invalid(_("这一条的封条打不开（钥匙已更换或内容损坏），请写的人重新填写。"))
    form = kind.form(as_form_data(content))
    if not form.is_valid():
        raise Invalid(
            {"" if name == "__all__" else name: str(told[0]) for name, told in form.errors.items()}
        )
    return form.cleaned_data


def _kept(item: SyncItem, refusal: Refusal | Http404) -> SyncItem:
    """Refused, and kept for a person."""
    item.state = SyncItem.State.REFUSED
    if isinstance(refusal, Refusal):
        item.code, item.sentence = refusal.status, refusal.sentence
    else:
        item.code = 404
        item.sentence = _("没有找到这张表要登记到的地方，或已不在您的工作范围内。")
    item.save(update_fields=["state", "code", "sentence"])
    _tell_kept(item)
    return item


def _tell_kept(item: SyncItem) -> None:
    trail.record(
        Act.SYNC_KEEP,
        by=item.by,
        on=item,
        place=item.village_id,
        after={"kind": item.kind, "state": item.state, "code": item.code},
    )


def _require_waiting(item: SyncItem) -> None:
    if item.state not in SyncItem.WAITING:
        raise NotTheMoment(
            _("这一条现在的状态是“%(state)s”，不用再处理。") % {"state": item.get_state_display()}
        )


def _fresh_id(item: SyncItem) -> UUID:
    """The id the verb sees: the phone's own, so that a form that had arrived after all is found;
    what is in quarantine is another statement under a taken id and needs one of its own."""
    return item.uid if item.contradicts_id else item.client_uuid


def _settled(item: SyncItem, settlement: str, reason: str, by: User) -> SyncItem:
    before = item.state
    item.state, item.settlement = SyncItem.State.SETTLED, settlement
    item.settled_at, item.settled_by, item.settle_reason = timezone.now(), by, reason
    item.sealed = ""
    item.save()
    trail.record(
        Act.SYNC_SETTLE,
        by=by,
        on=item,
        place=item.village_id,
        before={"state": before},
        after={"state": item.state, "settlement": settlement},
    )
    return item
