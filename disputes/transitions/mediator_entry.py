"""Verbs of the roster of mediators: appointed, corrected, ended with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.identity import NotValid, read_phone
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from campaigns.models.division import Level
from disputes.models import DisputeType, MediationCommittee, MediatorContact, MediatorEntry
from disputes.queries.committee import candidates

Kind = MediatorEntry.Kind
ABOUT = ("specialities", "weekdays", "from_time", "to_time", "appointed_until")


@transaction.atomic
def appoint(
    place: Division,
    *,
    kind: str,
    appointed_on: date,
    adult: bool,
    by: User,
    committee: MediationCommittee | None = None,
    user: User | None = None,
    name: str = "",
    sex: str = "",
    phone: str = "",
    court: str = "",
    client_uuid: Any = None,
    **about: Any,
) -> MediatorEntry:
    """Enter somebody into the roster: a committee in office appoints adults (人民调解法
    art. 13, 14); a township or county keeps the mediators of a court's list and the assessors the
    women's federation proposed. about: specialities, weekdays, from_time, to_time,
    appointed_until. The same client_uuid again answers with the first line."""
    if client_uuid:
        made = MediatorEntry.objects.visible_to(by).filter(client_uuid=client_uuid).first()
        if made is not None:
            return made
    if committee is not None:
        committee = MediationCommittee.objects.locked(by, pk=committee.pk)
        place = committee.place
    acts.require(by, Act.COMMITTEE_APPOINT, place.code)
    errors = _fit(kind, place, committee, court)
    if appointed_on > timezone.localdate():
        errors["appointed_on"] = _("日期不能晚于今天。")
    who = person(place, user=user, name=name, sex=sex, errors=errors)
    phone = read_number(phone, errors)
    values = _about(appointed_on, about, errors)
    require_adult(adult, errors)
    if user is not None and _on_list(user, kind, committee):
        errors["user"] = _("她（他）已在名册上。")
    if errors:
        raise Invalid(errors)
    row = MediatorEntry.objects.create(
        place=place,
        committee=committee,
        kind=kind,
        court=court.strip(),
        appointed_on=appointed_on,
        recorded_by=by,
        client_uuid=client_uuid,
        **who,
        **values,
    )
    keep_phone(row, phone)
    _told(Act.COMMITTEE_APPOINT, row, by, {"kind": kind, "committee": row.committee_id})
    return row


@transaction.atomic
def change_entry(
    entry: MediatorEntry,
    *,
    by: User,
    sex: str = "",
    phone: str = "",
    version: int | None = None,
    **about: Any,
) -> MediatorEntry:
    """Correct what is kept about a mediator. What is not named stays as it is, and so does a
    telephone left empty."""
    row = _going_on(entry, by, Act.COMMITTEE_APPOINT)
    require_version(row, version, {}, ())
    errors: dict[str, str] = {}
    kept = {name: getattr(row, name) for name in ABOUT}
    values = _about(row.appointed_on, kept | about, errors)
    phone = read_number(phone, errors)
    if sex and (row.user is None or not row.user.sex):
        values["sex"] = _sex(sex, errors)
    if errors:
        raise Invalid(errors)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    told = changed + ["phone"] * keep_phone(row, phone)
    if not told:
        return row
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _told(Act.COMMITTEE_APPOINT, row, by, {"changed": told})
    return row


@transaction.atomic
def end_entry(
    entry: MediatorEntry, *, ended_on: date, reason: str, by: User, version: int | None = None
) -> MediatorEntry:
    """End an appointment, with a reason. A member of a committee leaves by her seat."""
    row = _going_on(entry, by, Act.COMMITTEE_DISMISS)
    if row.kind == Kind.MEMBER:
        raise NotTheMoment(_("她（他）是调委会委员，请在调委会页办理离任。"))
    require_version(row, version, {}, ())
    if not (reason := reason.strip()):
        raise Invalid({"reason": _("请写明解聘原因，例如“聘期届满，本人不再续聘”。")})
    if not row.appointed_on <= ended_on <= timezone.localdate():
        raise Invalid({"ended_on": _("日期要在聘任以后，不晚于今天。")})
    close(row, ended_on, reason)
    _told(Act.COMMITTEE_DISMISS, row, by, {"ended_on": str(ended_on)})
    return row


def close(row: MediatorEntry, ended_on: date, reason: str) -> None:
    """Write the end down; the verb that does so has checked and tells."""
    row.ended_on, row.end_reason = max(ended_on, row.appointed_on), reason
    row.version += 1
    row.save(update_fields=["ended_on", "end_reason", "version"])


def person(
    place: Division,
    *,
    user: User | None,
    name: str,
    sex: str,
    errors: dict[str, str],
) -> dict[str, Any]:
    """Who it is: somebody with an account in or around the place, or a name. Of an account its
    own name and, where it is known, sex count."""
    if user is not None and not candidates(place).filter(pk=user.pk).exists():
        errors["user"] = _("请从本单位和上下一级的人员中选。")
    if user is None and not name.strip():
        errors["name"] = _("请选人员，或者填写姓名。")
    return {
        "user": user,
        "name": user.name if user else name.strip(),
        "sex": (user.sex if user else "") or _sex(sex, errors),
    }


def require_adult(adult: bool, errors: dict[str, str]) -> None:
    """Mediators are adults (人民调解法 art. 14). Whoever enters her vouches for it; no birthday
    is kept."""
    if not adult:
        errors["adult"] = _("调解员应当是成年人（人民调解法第十四条），请核对后勾选。")


def _fit(
    kind: str, place: Division, committee: MediationCommittee | None, court: str
) -> dict[str, str]:
    """What is wrong with kind, committee, unit and court together."""
    if kind == Kind.APPOINTED:
        if committee is None:
            return {"committee": _("请选由哪个调委会聘任。")}
        if committee.status not in MediationCommittee.ALLOWED["appoint"]:
            return {"committee": _("调委会履职以后才能聘任调解员。")}
        return {}
    if kind not in (Kind.INVITED, Kind.ASSESSOR):
        return {"kind": _("请选类别；委员在调委会页增补。")}
    if place.level == Level.VILLAGE:
        return {"kind": _("特邀调解员、陪审员由乡镇或县登记。")}
    return {} if court.strip() else {"court": _("请填写哪个法院的名册。")}


def _about(appointed_on: date, about: dict[str, Any], errors: dict[str, str]) -> dict[str, Any]:
    """Specialities, hours and the end of the appointment, checked."""
    days: Sequence[int] = sorted({int(d) for d in about.get("weekdays") or ()})
    begins: time | None = about.get("from_time")
    ends: time | None = about.get("to_time")
    until: date | None = about.get("appointed_until")
    fields = list(dict.fromkeys(about.get("specialities") or ()))
    if any(field not in DisputeType.values for field in fields):
        errors["specialities"] = _("请从纠纷类型中选。")
    if any(not 1 <= day <= 7 for day in days):
        errors["weekdays"] = _("请选周一到周日。")
    if days and (begins is None or ends is None or ends <= begins):
        errors["from_time"] = _("选了值班日，请填几点起、几点止。")
    if not days and (begins or ends):
        errors["weekdays"] = _("填了时间，请选值班日。")
    if until is not None and until < appointed_on:
        errors["appointed_until"] = _("不能早于聘任日期。")
    return {
        "specialities": fields,
        "weekdays": days,
        "from_time": begins,
        "to_time": ends,
        "appointed_until": until,
    }


def _sex(sex: str, errors: dict[str, str]) -> str:
    if sex not in User.Sex.values:
        errors["sex"] = _("请选性别：调委会应当有妇女成员。")
        return ""
    return sex


def keep_phone(row: MediatorEntry, phone: str) -> bool:
    """Keep a telephone beside the line; whether it is another one now. "" changes nothing."""
    known = MediatorContact.objects.filter(entry=row).first()
    if not phone or (known is not None and known.phone == phone):
        return False
    contact = known or MediatorContact(entry=row, place_id=row.place_id)
    contact.phone = phone
    contact.save()
    return True


def read_number(phone: str, errors: dict[str, str]) -> str:
    """A typed telephone as it is kept, "" for none."""
    if not phone.strip():
        return ""
    try:
        return read_phone(phone)
    except NotValid as fault:
        errors["phone"] = "".join(fault.faults)
        return ""


def _on_list(user: User, kind: str, committee: MediationCommittee | None) -> bool:
    rows = MediatorEntry.objects.filter(user=user, ended_on__isnull=True)
    same = rows.filter(committee=committee) if committee else rows.filter(kind=kind)
    return same.exists()


def _going_on(entry: MediatorEntry, by: User, act: Act) -> MediatorEntry:
    row = MediatorEntry.objects.select_related("user").locked(by, pk=entry.pk)
    acts.require(by, act, row.place_id)
    if row.ended_on is not None:
        raise NotTheMoment(_("聘任已经结束，记录只供查看。"))
    return row


def _told(act: Act, row: MediatorEntry, by: User, after: dict[str, object]) -> None:
    trail.record(act, by=by, on=row, place=row.place_id, after=after)
