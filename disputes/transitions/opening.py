"""Verbs of an opening: a sealed matter shown to one more person for a limited time, granted by its
supervisor or taken in an emergency, and looked at the next day (domain H ③, features 34).

Openings are written as the system: no SQL of hers lets anybody in (accounts.seal_sql)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, reading, scope, trail
from accounts.acts import Act
from accounts.models import Trail, User
from accounts.reach import within
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.typed import typed_id
from accounts.vault import id_hash
from campaigns.models import Division
from disputes.models import Matter, MatterHandler, MatterOpening, Party
from disputes.party_keys import name_key
from disputes.queries.bound import is_bound
from disputes.queries.seal import SUPERVISOR, first_of_federation, fit_to_handle, handles
from disputes.receipts import receipt_hash
from disputes.transitions.handling import require_reason
from disputes.transitions.seal import supervised
from disputes.transitions.tell import tell

Kind, Verdict = MatterOpening.Kind, MatterOpening.Verdict
EMERGENCY_HOURS = 4
LONGEST_HOURS = 7 * 24
TRIES_A_DAY = 5


@transaction.atomic
def grant(
    matter: Matter,
    *,
    person: User,
    hours: int,
    reason: str,
    by: User,
    version: int | None = None,
) -> MatterOpening:
    """The supervisor shows the matter to one more person, for hours or days, a week at most.
    Whoever is let in this way passes it on to nobody: only the supervisor grants."""
    row = supervised(matter, by, version)
    reason = require_reason("reason", reason)
    if not 1 <= hours <= LONGEST_HOURS:
        raise Invalid({"hours": _("时间在 1 小时到 7 天之间。")})
    if handles(person, row):
        raise Invalid({"person": _("%(name)s本来就在知悉范围内。") % {"name": person.name}})
    if not fit_to_handle(row).filter(pk=person.pk).exists():
        raise Invalid({"person": _("%(name)s不能看这一件，请另选。") % {"name": person.name}})
    if MatterOpening.objects.running().filter(matter=row, person=person).exists():
        raise NotTheMoment(_("已授权%(name)s查看，还没有到期。") % {"name": person.name})
    made = _open(row, person, Kind.GRANTED, hours, reason, by)
    after = {"person": person.pk, "hours": hours}
    trail.record(Act.MATTER_GRANT, by=by, on=made, place=row.place_id, after=after)
    tell(
        [person],
        key=f"opening-{made.pk}",
        title=_("有一件受保护档案限时给您查看"),
        url=reverse("disputes:protection_detail", args=[row.uid]),
    )
    return made


@transaction.atomic
def open_in_emergency(
    *,
    reason: str,
    by: User,
    code: str = "",
    name: str = "",
    id_number: str = "",
    village: Division | None = None,
) -> None:
    """紧急打开: somebody is in danger and no handler is at hand. Found by the receipt code, or by
    the village with the person's name or ID number; open for a few hours, the supervisor is told
    at once and looks at it the next day. Whether anything was found is not answered: the same
    comes back, the same is told, and whoever is a party or tied to one is shown nothing (C7)."""
    place = by.main_posting.division_id if by.main_posting else 0
    acts.require(by, Act.MATTER_OPEN, place)
    reason = require_reason("reason", reason)
    wanted = _wanted(by, code, name, id_number, village)
    tried = Trail.objects.filter(by=by, act=Act.MATTER_OPEN, noun=User._meta.label_lower)
    tried = tried.filter(at__date=timezone.localdate())
    if tried.count() >= TRIES_A_DAY:
        raise NotTheMoment(_("今天已经紧急打开 5 次，请直接联系县妇联。"))
    trail.record(Act.MATTER_OPEN, by=by, on=by, place=place)
    with scope.as_system():
        inside = within(by.case_spans, "place_id")
        found = list(Matter.objects.filter(wanted, inside, sealed=True).distinct().order_by("pk"))
        told = [_taken(row, reason, by) for row in found]
        running = MatterOpening.objects.running().filter(person=by, matter__in=found)
        opened = list(Matter.objects.filter(pk__in=running.values("matter")))
        reading.note_search(
            by=by, page="disputes:emergency_open", model=Matter, rows=opened, kind=_("紧急打开")
        )
        if not any(told):
            _tell_of_nothing(by, place if village is None else village.code)


def _wanted(by: User, code: str, name: str, id_number: str, village: Division | None) -> Q:
    """Which matters are meant; 422 for too little to go by."""
    if code.strip():
        return Q(receipt_hash=receipt_hash(code))
    if village is None or not (name.strip() or id_number.strip()):
        raise Invalid(_("请填回执码；没有回执码的，填村（社区）和姓名或身份证号。"))
    if not any(low <= village.code < high for low, high in by.case_spans):
        raise Invalid({"village": _("请选您工作范围内的村（社区）。")})
    who = Q()
    if id_number.strip():
        who |= Q(id_hash=id_hash(typed_id("id_number", id_number).number))
    if name.strip():
        who |= Q(keys__contains=[name_key(name)])
    ups = (village.code, village.code // 10**3 * 10**3, village.code // 10**6 * 10**6)
    return Q(pk__in=Party.objects.filter(who, place__in=ups).values("matter"))


def _taken(row: Matter, reason: str, by: User) -> bool:
    """One matter opened, or not for whoever has to stand aside; its supervisor is told either
    way. False where nobody was there to be told."""
    if handles(by, row) or MatterOpening.objects.running().filter(matter=row, person=by).exists():
        return True
    term = MatterHandler.objects.in_force().filter(matter=row, role=SUPERVISOR).first()
    if is_bound(by, row):
        if term:
            title = _("%(name)s试图紧急打开一件应当回避的档案，没有打开") % {"name": by.name}
            tell([term.person], key=f"barred-{row.pk}-{_now_key(by)}", title=title)
        return term is not None
    made = _open(row, by, Kind.EMERGENCY, EMERGENCY_HOURS, reason, by)
    trail.record(Act.MATTER_OPEN, by=by, on=made, place=row.place_id)
    if term:
        tell(
            [term.person],
            key=f"opening-{made.pk}",
            title=_("%(name)s紧急打开了一件受保护档案，请复核") % {"name": by.name},
            url=reverse("disputes:matter_opening_review", args=[made.uid]),
        )
    return term is not None


def _tell_of_nothing(by: User, place: int) -> None:
    """Nothing was found: whoever would supervise such a matter is told that it was tried."""
    person = first_of_federation(place, by)
    if person:
        title = _("%(name)s用过一次紧急打开，没有对应的档案") % {"name": by.name}
        tell([person], key=f"nothing-{_now_key(by)}", title=title)


def _now_key(by: User) -> str:
    return f"{by.pk}-{timezone.now():%Y%m%d%H%M%S%f}"


@transaction.atomic
def review_opening(opening: MatterOpening, *, verdict: str, words: str, by: User) -> MatterOpening:
    """The supervisor looks at an opening: it was needed, or it was not, with a sentence. One that
    was not needed ends at once."""
    row = MatterOpening.objects.fetch(by, uid=opening.uid)
    supervised(row.matter, by, None)
    if row.person_id == by.pk:
        raise Forbidden(_("不能复核自己的打开。"))
    row = MatterOpening.objects.locked(by, uid=opening.uid)
    if row.reviewed_at is not None:
        raise NotTheMoment(_("这次打开已经复核。"))
    if verdict not in Verdict.values:
        raise Invalid({"verdict": _("请选复核结论。")})
    row.verdict, row.review_words = verdict, require_reason("words", words)
    row.reviewed_at, row.reviewed_by = timezone.now(), by
    if verdict == Verdict.WRONG and row.until > row.reviewed_at:
        row.until = max(row.reviewed_at, row.opened_at + timedelta(milliseconds=1))
    row.save(update_fields=["verdict", "review_words", "reviewed_at", "reviewed_by", "until"])
    after = {"verdict": verdict}
    trail.record(Act.MATTER_REVIEW, by=by, on=row, place=row.place_id, after=after)
    return row


def _open(row: Matter, person: User, kind: str, hours: int, reason: str, by: User) -> MatterOpening:
    now = timezone.now()
    with scope.as_system():
        return MatterOpening.objects.create(
            matter=row,
            place_id=row.place_id,
            person=person,
            kind=kind,
            reason=reason,
            opened_by=by,
            opened_at=now,
            until=now + timedelta(hours=hours),
            review_due=timezone.localdate(now) + timedelta(days=1),
        )
