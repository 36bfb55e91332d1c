"""Telling a unit something once, and a person reading it or putting it away."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.roles import Role
from households.models import Notice, NoticeRead


def tell(
    *, unit: int, role: Role, key: str, title: str, url: str = "", grave: bool = False
) -> None:
    """Tell one unit; the same key again is silent."""
    tell_each(
        [
            Notice(
                unit_id=unit,
                role=role,
                key=key,
                title=title,
                url=url,
                grave=grave,
                told_at=timezone.now(),
            )
        ]
    )


def tell_each(notices: Iterable[Notice]) -> None:
    """Tell many units in one insert; what was told before stays as it was. Rings the SMS hook,
    if there is one, after the transaction."""
    rows = list(notices)
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    if settings.SMS_HOOK and rows:
        wanted = [(row.unit_id, row.role) for row in rows]
        transaction.on_commit(lambda: _ring(wanted))


def _ring(units: list[tuple[int, str]]) -> None:
    """Hand telephone numbers to the county's gateway with one fixed sentence: never a name, never
    what it is about (反家庭暴力法 art. 5; a telephone lies open on a table)."""
    send = import_string(settings.SMS_HOOK)
    people = Posting.objects.in_force().filter(division__in={unit for unit, _role in units})
    wanted = set(units)
    phones = {
        str(p.user.phone)
        for p in people.select_related("user")
        if (p.division_id, p.role) in wanted and p.user.phone and p.user.is_active
    }
    if phones:
        send(sorted(phones), SMS_WORDS)


SMS_WORDS = "安家提醒：您单位有一项工作待办，请登录查看。"


@transaction.atomic
def read(*, uid: UUID, by: User) -> Notice:
    """Note that the person has read it."""
    notice = _own(uid, by)
    NoticeRead.objects.get_or_create(
        notice=notice, user=by, defaults={"unit_id": notice.unit_id, "read_at": timezone.now()}
    )
    return notice


@transaction.atomic
def dismiss(*, uid: UUID, by: User) -> Notice:
    """Put it away for oneself: a right of its own, so that a supervisor without the right to edit
    can clear her list (features 24); it stays for colleagues and in the record."""
    notice = _own(uid, by)
    acts.require(by, Act.NOTICE_DISMISS, notice.unit_id)
    now = timezone.now()
    row, _made = NoticeRead.objects.get_or_create(
        notice=notice, user=by, defaults={"unit_id": notice.unit_id, "read_at": now}
    )
    if row.dismissed_at is None:
        row.dismissed_at = now
        row.save(update_fields=["dismissed_at"])
        trail.record(Act.NOTICE_DISMISS, by=by, on=notice, place=notice.unit_id)
    return notice


def _own(uid: UUID, by: User) -> Notice:
    found: Notice = Notice.objects.for_person(by).fetch(by, uid=uid)
    return found
