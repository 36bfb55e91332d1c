"""Verbs of a hazard after its form: followed up in writing, asked to be lifted, confirmed by the
township (domain C4); the person who asks is never the one who confirms."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households.models import Hazard, HazardNote, ListedFamily
from households.transitions.hazard import WORDS_LEAST, flag_grave, save

Kind = HazardNote.Kind


@transaction.atomic
def follow_up(hazard: Hazard, *, text: str, by: User) -> HazardNote:
    """The first one is the written follow-up owed within 24 hours; more may follow any time."""
    row = _open(hazard, by, Act.HAZARD_REPORT, "follow", _("续报"))
    kind = Kind.PROGRESS if row.written_at else Kind.WRITTEN
    note = _note(row, kind, text, by, "text")
    if kind == Kind.WRITTEN:
        row.written_at = note.at
        save(row, "written_at")
    _told(row, Act.HAZARD_REPORT, by, {"note": kind})
    return note


@transaction.atomic
def ask_lift(hazard: Hazard, *, reason: str, by: User) -> Hazard:
    """The danger seems over, or there never was one; somebody else, above, has to confirm it."""
    row = _open(hazard, by, Act.HAZARD_REPORT, "ask", _("申请解除"))
    _note(row, Kind.ASKED, reason, by, "reason")
    row.status, row.asked_by = Hazard.Status.ASKED, by
    save(row, "status", "asked_by")
    _told(row, Act.HAZARD_REPORT, by, {"status": row.status})
    return row


@transaction.atomic
def decline_lift(hazard: Hazard, *, reason: str, by: User) -> Hazard:
    """Not yet: it goes on, with the reason."""
    row = _open(hazard, by, Act.HAZARD_LIFT, "decline", _("不同意解除"))
    _note(row, Kind.DECLINED, reason, by, "reason")
    row.status = Hazard.Status.FILED if row.filed_at else Hazard.Status.OPEN
    row.asked_by = None
    save(row, "status", "asked_by")
    _told(row, Act.HAZARD_LIFT, by, {"status": row.status})
    return row


@transaction.atomic
def confirm_lift(hazard: Hazard, *, ending: str, reason: str, by: User) -> Hazard:
    """The township (or county) confirms: lifted, or reported by mistake. The family's flag
    重大隐患 goes with it; its tier stays as it is and is decided apart."""
    row = _open(hazard, by, Act.HAZARD_LIFT, "lift", _("确认结束"))
    if row.asked_by_id == by.pk:
        raise Forbidden(_("申请解除的人不能自己确认，请另一位同事或县妇联确认。"))
    if ending not in Hazard.Ending.values:
        raise Invalid({"ending": _("请选险情解除还是误报。")})
    if ending == Hazard.Ending.LIFTED and row.written_at is None:
        raise NotTheMoment(_("专报和书面续报还没有交齐，不能按险情解除；没有这回事的按误报结束。"))
    _note(row, Kind.ENDED, reason, by, "reason")
    row.status, row.ending = Hazard.Status.ENDED, ending
    row.ended_at, row.ended_by = timezone.now(), by
    save(row, "status", "ending", "ended_at", "ended_by")
    if row.family_id is not None:
        family = ListedFamily.objects.select_for_update().get(pk=row.family_id)
        flag_grave(family, False, by)
    _told(row, Act.HAZARD_LIFT, by, {"status": row.status, "ending": ending})
    return row


def _open(hazard: Hazard, by: User, act: Act, moment: str, words: str) -> Hazard:
    row = Hazard.objects.locked(by, uid=hazard.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    return row


def _note(row: Hazard, kind: HazardNote.Kind, text: str, by: User, field: str) -> HazardNote:
    if len(text.strip()) < WORDS_LEAST:
        raise Invalid({field: _("请写至少一句话，比如：双方已分开，派出所已训诫，孩子在外婆家。")})
    return HazardNote.objects.create(
        hazard=row,
        village_id=row.village_id,
        kind=kind,
        text=text.strip(),
        by=by,
        at=timezone.now(),
    )


def _told(row: Hazard, act: Act, by: User, after: dict[str, object]) -> None:
    trail.record(act, by=by, on=row, place=row.village_id, after=after)
