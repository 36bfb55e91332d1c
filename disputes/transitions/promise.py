"""Verbs of a promise: kept, broken, and what was done about a broken one."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.photos import Unusable, cleaned
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from disputes.models import BreachFollowUp, Promise, PromiseProof
from disputes.models.promise import FOLLOW_BREACH_DAYS
from disputes.transitions import handling, hanging


@transaction.atomic
def perform(
    *,
    promise: Promise,
    by: User,
    on: date | None = None,
    words: str = "",
    photo: bytes | None = None,
    version: int | None = None,
) -> Promise:
    """A promise was kept, shown by words (a receipt's number, who saw it) or a photo (履行凭证,
    domain D2 no. 11); the committee watches over performance (人民调解法 art. 31)."""
    promise = _opened(promise, by, Act.DISPUTE_PERFORM, "perform", _("登记履行"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(promise.agreement.effective_on, _("协议生效日期"))])
    if not words.strip() and photo is None:
        raise Invalid(
            {"words": _("请写明凭什么知道已履行（收条、转账记录、谁在场），或加一张照片。")}
        )
    was = promise.status
    if photo is not None:
        _add_proof(promise, photo, by)
    hanging.change(
        promise,
        status=Promise.Status.PERFORMED,
        performed_on=on,
        performed_words=words.strip(),
    )
    _tell(Act.DISPUTE_PERFORM, promise, by, on, was, {"proof": photo is not None})
    return promise


@transaction.atomic
def breach(
    *, promise: Promise, words: str, by: User, on: date | None = None, version: int | None = None
) -> Promise:
    """A promise was broken: its day passed without it, or what was not to be done was done. From
    here somebody follows it up (features, wish 17)."""
    promise = _opened(promise, by, Act.DISPUTE_BREACH, "breach", _("登记未履行"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(promise.agreement.effective_on, _("协议生效日期"))])
    if promise.way != Promise.Way.REFRAIN and on <= promise.due_on:
        raise NotTheMoment(
            _("这一项到%(day)s才满期，期满没有履行的再登记。") % {"day": zh_day(promise.due_on)}
        )
    words = handling.require_reason("words", words)
    hanging.change(promise, status=Promise.Status.BREACHED, breached_on=on, breached_words=words)
    _tell(Act.DISPUTE_BREACH, promise, by, on, Promise.Status.OPEN, {})
    return promise


@transaction.atomic
def follow(
    *,
    promise: Promise,
    step: str,
    words: str,
    by: User,
    on: date | None = None,
    next_on: date | None = None,
    version: int | None = None,
) -> BreachFollowUp:
    """What was done about a broken promise: urged, mediated again, or the parties told that they
    may go to court (人民调解法 art. 31–33), which ends the watch. Otherwise the day somebody looks
    again is set, a week on where none is named."""
    promise = _opened(promise, by, Act.DISPUTE_FOLLOW, "follow", _("登记跟进"), version)
    on = on or timezone.localdate()
    before = promise.follow_ups.first()
    earlier = [(promise.breached_on, _("认定未履行日期"))]
    if before:
        earlier.append((before.done_on, _("上一次跟进")))
        if before.next_on is None:
            raise NotTheMoment(_("已告知当事人走司法途径，跟进已经结束；以后履行了请登记履行。"))
    handling.require_day("on", on, earlier)
    if step not in BreachFollowUp.Step.values:
        raise Invalid({"step": _("请选做了什么。")})
    ends = step == BreachFollowUp.Step.TOLD
    next_on = None if ends else next_on or on + timedelta(days=FOLLOW_BREACH_DAYS)
    if next_on is not None and next_on <= on:
        raise Invalid({"next_on": _("下次跟进的日期要晚于这一次。")})
    made = BreachFollowUp.objects.create(
        matter_id=promise.matter_id,
        promise=promise,
        village_id=promise.village_id,
        step=step,
        done_on=on,
        words=handling.require_text("words", words, _("请写明做了什么、对方怎么说。")),
        next_on=next_on,
        recorded_by=by,
    )
    hanging.change(promise)
    more: dict[str, object] = {"step": step, "next_on": str(next_on) if next_on else None}
    _tell(Act.DISPUTE_FOLLOW, promise, by, on, promise.status, more)
    return made


def _opened(
    promise: Promise, by: User, act: Act, moment: str, words: str, version: int | None
) -> Promise:
    """The promise as it is now, of an agreement in force."""
    found = hanging.opened(promise, by, act, moment, words, version)
    if not found.agreement.in_force:
        raise NotTheMoment(_("协议还没有生效，没有要履行的约定。"))
    return found


def _add_proof(promise: Promise, photo: bytes, by: User) -> None:
    try:
        found = cleaned(photo)
    except Unusable as error:
        raise Invalid({"photo": str(error)}) from None
    PromiseProof.objects.create(
        matter_id=promise.matter_id,
        promise=promise,
        village_id=promise.village_id,
        image=found.data,
        width=found.width,
        height=found.height,
        added_by=by,
        added_at=timezone.now(),
    )


def _tell(
    act: Act, promise: Promise, by: User, on: date, was: str, more: dict[str, object]
) -> None:
    trail.record(
        act,
        by=by,
        on=promise.dispute,
        place=promise.village_id,
        before={"promise": promise.ordinal, "status": was},
        after={"promise": promise.ordinal, "status": promise.status, "on": str(on), **more},
    )
