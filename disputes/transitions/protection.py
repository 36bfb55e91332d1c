"""Verbs that begin a protection case (权益保护): the call for help, who is concerned, how she may
be reached, the report to the police (domain E, L).

Every verb asks for a handler of this one file; whoever it was opened to only reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from accounts.photos import Unusable, cleaned
from accounts.refusals import Invalid, NotTheMoment
from accounts.typed import typed_phone
from disputes.clocks.order import report_due
from disputes.models import (
    MandatoryReport,
    Matter,
    ProtectionCase,
    Route,
)
from disputes.queries.protection import under_age
from disputes.transitions.casework import (
    change,
    locked,
    require_choice,
    require_knows,
    tell,
)
from disputes.transitions.handling import require_day, require_reason, require_text
from disputes.transitions.matter import Person, add_people, checked


@transaction.atomic
def take_case(
    matter: Matter,
    *,
    relation: str,
    injury: str,
    police_called: str,
    needs: Sequence[str] = (),
    injury_words: str = "",
    police_number: str = "",
    children: Sequence[Person] = (),
    child_found_at: datetime | None = None,
    by: User,
) -> ProtectionCase:
    """Register the call for help on a matter sorted to protection (J2 家暴投诉登记). Children named
    here are concerned; with one, or where she herself lacks full capacity, the police are to be
    told at once, counted from child_found_at (now where it is not given)."""
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.PROTECTION_TAKE, row.place_id)
    require_knows(by, row)
    if row.route != Route.PROTECTION:
        raise NotTheMoment(_("这件还没有分办为权益保护。"))
    if hasattr(row, "protection"):
        raise NotTheMoment(_("这件已经登记过求助情况。"))
    require_choice(
        "relation", relation, ProtectionCase.Relation.values, _("请选对方是她的什么人。")
    )
    require_choice("injury", injury, ProtectionCase.Injury.values, _("请选伤情。"))
    require_choice(
        "police_called", police_called, ProtectionCase.Called.values, _("请选有没有报警。")
    )
    if set(needs) - set(ProtectionCase.Need.values):
        raise Invalid({"needs": _("请从列出的需要里选。")})
    add_people(row, [checked(child, row.place) for child in children])
    case = ProtectionCase.objects.create(
        matter=row,
        place_id=row.place_id,
        opened_at=timezone.now(),
        opened_by=by,
        relation=relation,
        injury=injury,
        injury_words=injury_words.strip(),
        police_called=police_called,
        police_number=police_number.strip(),
        needs=list(dict.fromkeys(needs)),
    )
    _note_children(case, child_found_at)
    tell(Act.PROTECTION_TAKE, case, by, {"status": case.status})
    return case


@transaction.atomic
def add_person(
    case: ProtectionCase,
    *,
    person: Person,
    found_at: datetime | None = None,
    by: User,
    version: int | None = None,
) -> ProtectionCase:
    """Somebody else turns out to be concerned; a child starts the duty to report."""
    row = locked(case, by, Act.PROTECTION_TAKE, "contact", _("登记人员"), version)
    add_people(row.matter, [checked(person, row.matter.place)])
    _note_children(row, found_at)
    change(row)
    tell(Act.PROTECTION_TAKE, row, by, {"people": 1})
    return row


@transaction.atomic
def set_safe_contact(
    case: ProtectionCase,
    *,
    phone: str,
    hours: str,
    ask: str,
    words: str,
    told: str,
    message: bool,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> ProtectionCase:
    """How she may be reached without danger: number, hours, whom to ask for, what to say, who may
    be told, whether a message may be left (domain E; features, wish 13). Without a number the
    words say how she gets in touch herself."""
    row = locked(case, by, Act.PROTECTION_CONTACT, "contact", _("登记安全联系方式"), version)
    on = on or timezone.localdate()
    require_day("on", on)
    number = typed_phone("phone", phone)
    if not number and not words.strip():
        raise Invalid({"phone": _("没有安全电话的，请在“怎么说”里写明怎样联系。")})
    hours = require_text("hours", hours, _("请写什么时候可以联系。"))
    change(
        row,
        safe_phone=number,
        contact_hours=hours,
        contact_ask=ask.strip(),
        contact_words=words.strip(),
        contact_told=require_text("told", told, _("请写可以告诉谁；谁都不能告诉的写“无”。")),
        contact_message=message,
        contact_asked_on=on,
    )
    tell(Act.PROTECTION_CONTACT, row, by, {"on": str(on)})
    return row


@transaction.atomic
def report(
    case: ProtectionCase,
    *,
    reported_at: datetime,
    station: str,
    receiver: str,
    proof_words: str = "",
    proof_photo: bytes = b"",
    late_reason: str = "",
    by: User,
    version: int | None = None,
) -> MandatoryReport:
    """Record that the police were told (反家庭暴力法 art. 14; 未成年人保护法 art. 11): when, which
    station, who took it, what proves it. Late is allowed and shown, with a reason."""
    row = locked(case, by, Act.PROTECTION_REPORT, "report", _("登记报告"), version)
    if row.child_found_at is None:
        raise NotTheMoment(_("这一件没有未成年人或者不能辨认行为的人，不用报告。"))
    if row.report_made:
        raise NotTheMoment(_("报告已经登记。"))
    if not row.child_found_at - timedelta(days=7) <= reported_at <= timezone.now():
        raise Invalid({"reported_at": _("报告时间不能晚于现在。")})
    station = require_text("station", station, _("请填写派出所。"))
    receiver = require_text("receiver", receiver, _("请填写接报民警或警号。"))
    photo = _photo(proof_photo)
    if not photo and not proof_words.strip():
        raise Invalid({"proof_words": _("请上传回执照片，或写明凭证，例如警情编号。")})
    late = report_due(row.child_found_at).is_late(reported_at, timezone.now())
    if late:
        late_reason = require_reason("late_reason", late_reason)
    made = MandatoryReport.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        found_at=row.child_found_at,
        reported_at=reported_at,
        station=station,
        receiver=receiver,
        proof_words=proof_words.strip(),
        proof_photo=photo,
        late_reason=late_reason.strip() if late else "",
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    change(row)
    tell(Act.PROTECTION_REPORT, row, by, {"at": reported_at.isoformat(), "late": late})
    return made


def _note_children(case: ProtectionCase, found_at: datetime | None) -> None:
    if case.child_found_at is not None or not under_age(case.matter_id):
        return
    found_at = found_at or timezone.now()
    if found_at > timezone.now():
        raise Invalid({"found_at": _("得知时间不能晚于现在。")})
    case.child_found_at = found_at
    case.save(update_fields=["child_found_at"])


def _photo(data: bytes) -> bytes:
    if not data:
        return b""
    try:
        return cleaned(data).data
    except Unusable as error:
        raise Invalid({"proof_photo": str(error)}) from None
