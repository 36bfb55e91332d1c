"""Verbs of a referral inside the house: sent, taken back, issued anew, its paper return typed in.
The body's own two steps are in disputes.transitions.referral_answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.links import new_token
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.photos import Unusable, cleaned
from accounts.refusals import Forbidden, Invalid
from accounts.typed import typed_phone
from campaigns.models import Division
from disputes.models import Agency, Matter, Referral, ReferralPhoto
from disputes.queries.contact import guard_matter
from disputes.queries.hand_over import unit_of
from disputes.queries.seal import handles
from disputes.referral_rules import (
    LINK_DAYS,
    LINK_DAYS_MOST,
    RESULTS,
    link_hash,
    loud_words,
)
from disputes.transitions import handling

Status, Basis = Referral.Status, Referral.Basis
AGENCY_MOST, NAME_MOST, CONTACT_MOST, WORDS_MOST = 40, 40, 120, 500


@dataclass(frozen=True)
class Slip:
    """Everything that stands on a slip; nothing of the matter is added to it. basis and ground: why
    a name may stand there."""

    kind: str
    agency: str
    asked: str
    answer_by: date
    named: bool = False
    person_name: str = ""
    basis: str = ""
    consent_on: date | None = None
    ground: str = ""
    contact: str = ""
    phone: str = ""
    link_days: int = LINK_DAYS


@dataclass(frozen=True)
class Reply:
    """Receipt and result as a body gives them."""

    receiver: str
    office: str = ""
    phone: str = ""
    result: str = ""
    words: str = ""


def check(slip: Slip) -> Slip:
    """The slip as it will be kept; 422 with a sentence for each thing that may not be. A name wants
    the person's consent or a ground, and nothing says what kind of trouble she is in."""
    errors: dict[str, str] = {}
    if slip.kind not in Agency.values:
        errors["kind"] = _("请选接收单位的类别。")
    if not 0 < len(slip.agency.strip()) <= AGENCY_MOST:
        errors["agency"] = _("请填写接收单位全称，不超过 40 个字。")
    if len(slip.asked.strip()) < handling.LEAST_REASON:
        errors["asked"] = _("请写明请对方办什么，至少一句话。")
    if len(slip.contact.strip()) > CONTACT_MOST:
        errors["contact"] = _("不超过 120 个字。")
    if slip.answer_by < timezone.localdate():
        errors["answer_by"] = _("回复日期不能早于今天。")
    if not 1 <= slip.link_days <= LINK_DAYS_MOST:
        errors["link_days"] = _("有效期为 1 至 60 天。")
    errors |= _named(slip)
    shown = {"agency": slip.agency, "asked": slip.asked, "contact": slip.contact}
    for field, text in shown.items():
        if field not in errors and loud_words([text]):
            errors[field] = _("转介单可能被旁人看到，请换成“权益保护”这样的说法。")
    if errors:
        raise Invalid(errors)
    named = slip.named
    return Slip(
        slip.kind,
        slip.agency.strip(),
        slip.asked.strip(),
        slip.answer_by,
        named,
        slip.person_name.strip() if named else "",
        slip.basis if named else "",
        slip.consent_on if named and slip.basis == Basis.CONSENT else None,
        slip.ground.strip() if named and slip.basis != Basis.CONSENT else "",
        slip.contact.strip(),
        typed_phone("phone", slip.phone),
        slip.link_days,
    )


def _named(slip: Slip) -> dict[str, str]:
    """What is wrong with the name on the slip; nothing where none stands there."""
    if not slip.named:
        return {}
    errors = {}
    if not 0 < len(slip.person_name.strip()) <= NAME_MOST:
        errors["person_name"] = _("请填写有关人员姓名，或者不写姓名。")
    if slip.basis == Basis.CONSENT:
        if slip.consent_on is None or slip.consent_on > timezone.localdate():
            errors["consent_on"] = _("请填写本人同意的日期，不晚于今天。")
    elif slip.basis not in (Basis.SAFETY, Basis.DUTY):
        errors["basis"] = _("写姓名要有本人同意或依据，请选一项；都没有的不要写姓名。")
    elif len(slip.ground.strip()) < handling.LEAST_REASON:
        errors["ground"] = _("请写明依据，至少一句话。")
    return errors


def _no_ordinary_number(slip: Slip, matter: Matter) -> None:
    """422 where a slip gives away the telephone or address of somebody who is reached by a
    safe-contact rule only: slips lie about."""
    guard_matter(matter)
    guarded = [p for p in matter.parties.all() if p.guarded]
    secret = [part for p in guarded for part in (p.phone, p.address) if part]
    fields = ("agency", "asked", "contact", "phone", "ground")
    errors = {
        field: _("这里写了当事人平时的电话或住址，会给她带来危险；请写安全联系方式或本单位电话。")
        for field in fields
        if any(part in getattr(slip, field) for part in secret)
    }
    if errors:
        raise Invalid(errors)


@transaction.atomic
def send(
    matter: Matter, *, slip: Slip, by: User, version: int | None = None
) -> tuple[Referral, str]:
    """Make the slip and its link; the second is the token, told this once and kept nowhere. By
    whoever answers for the matter or her office; of a sealed one by those who handle it, since for
    nobody else it is there."""
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.REFERRAL_SEND, row.place_id)
    require_moment(row, "refer", _("转介"))
    if not may_send(by, row):
        raise Forbidden(_("由承办人或承办单位开转介单。"))
    require_version(row, version, {}, ())
    slip = check(slip)
    _no_ordinary_number(slip, row)
    token, now = new_token(), timezone.now()
    made = Referral.objects.create(
        matter=row,
        place_id=row.place_id,
        unit=Division.objects.get(pk=unit_of(by, row.place)),
        kind=slip.kind,
        agency=slip.agency,
        asked=slip.asked,
        named=slip.named,
        person_name=slip.person_name,
        basis=slip.basis,
        consent_on=slip.consent_on,
        ground=slip.ground,
        contact=slip.contact,
        phone=slip.phone,
        answer_by=slip.answer_by,
        token_hash=link_hash(token),
        expires_at=now + timedelta(days=slip.link_days),
        sent_by=by,
        sent_at=now,
    )
    tell(Act.REFERRAL_SEND, made, by)
    return made, token


@transaction.atomic
def revoke(referral: Referral, *, reason: str, by: User, version: int | None = None) -> Referral:
    """Take the slip back: its link is dead from this moment."""
    row = _locked(referral, by, Act.REFERRAL_REVOKE, version)
    require_moment(row, "revoke", _("撤回"))
    row.revoke_reason = handling.require_reason("reason", reason)
    row.status = Status.REVOKED
    kill_link(row)
    save(row, "revoke_reason", "status", "token_hash", "browser_hash")
    tell(Act.REFERRAL_REVOKE, row, by)
    return row


@transaction.atomic
def reissue(
    referral: Referral,
    *,
    answer_by: date,
    by: User,
    link_days: int = LINK_DAYS,
    version: int | None = None,
) -> tuple[Referral, str]:
    """A new link for the same slip, where the paper was lost, the telephone changed or the time ran
    out; the old link is dead, and the next browser that confirms is the one."""
    row = _locked(referral, by, Act.REFERRAL_SEND, version)
    require_moment(row, "reissue", _("重开"))
    if answer_by < timezone.localdate():
        raise Invalid({"answer_by": _("回复日期不能早于今天。")})
    if not 1 <= link_days <= LINK_DAYS_MOST:
        raise Invalid({"link_days": _("有效期为 1 至 60 天。")})
    token = new_token()
    row.token_hash, row.browser_hash = link_hash(token), None
    row.expires_at = timezone.now() + timedelta(days=link_days)
    row.answer_by, row.issues = answer_by, row.issues + 1
    save(row, "token_hash", "browser_hash", "expires_at", "answer_by", "issues")
    tell(Act.REFERRAL_SEND, row, by)
    return row, token


@transaction.atomic
def enter_paper(
    referral: Referral,
    *,
    reply: Reply,
    received_on: date,
    by: User,
    photo: bytes | None = None,
    version: int | None = None,
) -> Referral:
    """Type in what came back on paper, with a photo of it if there is one; the link is dead
    afterwards."""
    row = _locked(referral, by, Act.REFERRAL_PAPER, version)
    require_moment(row, "paper", _("录入回执"))
    handling.require_day("received_on", received_on, [(_sent_on(row), _("开单日期"))])
    fill_receipt(row, reply)
    fill_result(row, reply)
    now = timezone.now()
    row.received_at = row.received_at or now
    row.answered_at, row.status, row.paper, row.entered_by = now, Status.ANSWERED, True, by
    row.seen_at = now if row.matter.owner_id == by.pk else None
    kill_link(row)
    save(row, *RECEIPT, *RESULT, "paper", "entered_by", "seen_at")
    if photo is not None:
        _keep_photo(row, photo, by)
    tell(Act.REFERRAL_PAPER, row, by, on=str(received_on))
    return row


@transaction.atomic
def put_away(referral: Referral, *, by: User) -> Referral:
    """The owner has seen the answer; it leaves her work list."""
    row = _locked(referral, by, Act.REFERRAL_SEND, None)
    require_moment(row, "seen", _("收起"))
    if row.matter.owner_id != by.pk:
        raise Forbidden(_("由承办人自己收起。"))
    if row.seen_at is None:
        row.seen_at = timezone.now()
        save(row, "seen_at")
        tell(Act.REFERRAL_SEND, row, by)
    return row


RECEIPT = ("receiver", "receiver_office", "receiver_phone", "received_at", "status")
RESULT = ("result", "result_words", "answered_at", "token_hash", "browser_hash")


def fill_receipt(row: Referral, reply: Reply) -> None:
    """Who took it, which office, a telephone if she likes; 422 otherwise."""
    name, office = reply.receiver.strip(), reply.office.strip()
    if not 0 < len(name) <= NAME_MOST:
        raise Invalid({"receiver": _("请填写签收人姓名，不超过 40 个字。")})
    if len(office) > NAME_MOST:
        raise Invalid({"office": _("不超过 40 个字。")})
    row.receiver, row.receiver_office = name, office
    row.receiver_phone = typed_phone("phone", reply.phone)


def fill_result(row: Referral, reply: Reply) -> None:
    """One of the results this kind of body may give, and up to 500 signs; 422 otherwise."""
    if reply.result not in RESULTS[row.kind]:
        raise Invalid({"result": _("请选办理结果。")})
    if len(reply.words.strip()) > WORDS_MOST:
        raise Invalid({"words": _("说明不超过 500 个字。")})
    row.result, row.result_words = reply.result, reply.words.strip()


def kill_link(row: Referral) -> None:
    """Nothing is found by the link any more."""
    row.token_hash = row.browser_hash = None


def save(row: Referral, *fields: str) -> None:
    """Save the named fields as the next version."""
    row.version += 1
    row.save(update_fields=[*dict.fromkeys(fields), "version"])


def tell(act: Act, row: Referral, by: User, on: str = "") -> None:
    """On the matter: ids and the state; no body, no name, no words, never the token."""
    after = {"referral": str(row.uid), "status": row.status, "issues": row.issues}
    if row.named and row.version == 1:
        after["named"] = row.basis
    trail.record(
        act,
        by=by,
        on=row.matter,
        place=row.place_id,
        after=after | ({"on": on} if on else {}),
    )


def may_send(user: User, matter: Matter) -> bool:
    """Whether she makes slips of this matter: its owner, her office or the one above; of a sealed
    one its handlers, not whoever it was shown to for a while."""
    if user.is_system or matter.owner_id == user.pk:
        return True
    if matter.sealed:
        return handles(user, matter)
    return acts.may(user, Act.REFERRAL_SEND, matter.unit_id)


def _locked(referral: Referral, by: User, act: Act, version: int | None) -> Referral:
    seen = Referral.objects.fetch(by, uid=referral.uid)
    acts.require(by, act, seen.place_id)
    matter = Matter.objects.locked(by, pk=seen.matter_id)
    if not may_send(by, matter):
        raise Forbidden(_("由承办人或承办单位办理。"))
    row = Referral.objects.select_related("matter").locked(by, pk=seen.pk)
    require_version(row, version, {}, ())
    return row


def _sent_on(row: Referral) -> date:
    return timezone.localdate(row.sent_at)


def _keep_photo(row: Referral, data: bytes, by: User) -> None:
    try:
        photo = cleaned(data)
    except Unusable as error:
        raise Invalid({"photo": str(error)}) from None
    ReferralPhoto.objects.create(
        referral=row,
        matter_id=row.matter_id,
        place_id=row.place_id,
        image=photo.data,
        width=photo.width,
        height=photo.height,
        added_by=by,
        added_at=timezone.now(),
    )
