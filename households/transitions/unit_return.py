"""Verbs of a return (汇总): a township's, then the county's, built from those below (domain C4, L:
已报 → 审核 → 汇总 → 锁定). One set of verbs for both levels; the acts tell them apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from accounts.roles import Role
from accounts.templatetags.words import zh_day
from campaigns.models import Division, Level
from households.models import ExpectedReport, ReportingPeriod, UnitReturn
from households.queries.unit_return import children, figures_of, waiting_for
from households.transitions import notice
from households.transitions.expected import excepted

Status = UnitReturn.Status
LONGEST_CORRECTION = timedelta(days=15)
FILE = {Level.TOWNSHIP: Act.RETURN_FILE, Level.COUNTY: Act.COUNTY_RETURN_FILE}
BACK = {Level.TOWNSHIP: Act.RETURN_BACK, Level.COUNTY: Act.COUNTY_RETURN_BACK}
ACCEPT = {Level.TOWNSHIP: Act.RETURN_ACCEPT, Level.COUNTY: Act.COUNTY_RETURN_ACCEPT}


@transaction.atomic
def file_return(
    *,
    period: ReportingPeriod,
    unit: Division,
    signer: str,
    by: User,
    words: str = "",
    reason: str = "",
    version: int | None = None,
) -> UnitReturn:
    """File a unit's return, or correct the one that is there (with a reason; the former version
    stays). Not before every unit below has filed or is marked missing by a named person. The
    figures are those of the villages' own reports at this moment, frozen; a county's return is
    made of accepted returns. Late is decided by the server's clock at the first filing.

    Raises Forbidden outside one's role, NotTheMoment while something is missing below, before
    the period began, or once it is accepted (unless the county granted an exception)."""
    level = _level(unit)
    acts.require(by, FILE[level], unit.code)
    _one_at_a_time(period)
    now = timezone.now()
    if period.starts > timezone.localdate():
        raise NotTheMoment(_("%(p)s还没有开始。") % {"p": period.label})
    _require_children(by, unit, period, now)
    live = UnitReturn.objects.visible_to(by).live().filter(period=period, unit=unit).first()
    _require_filable(live, period, unit, version, by)
    fields = _typed(signer, words, reason, correcting=bool(live and live.status != Status.MISSING))
    if live:
        live.is_live = False
        live.save(update_fields=["is_live"])
    row = UnitReturn.objects.create(
        period=period,
        unit=unit,
        level=level,
        revision=live.revision + 1 if live else 1,
        supplementary=bool(live and (live.supplementary or live.status == Status.MISSING)),
        figures=figures_of(by, unit, period, now),
        filed_by=by,
        filed_at=now,
        first_filed_at=(live.first_filed_at if live else None) or now,
        **fields,
    )
    _tell(FILE[level], row, by, {"revision": row.revision, "found": row.figures["found"]})
    return row


@transaction.atomic
def send_back(*, uid: UUID, reason: str, correct_by: datetime, by: User) -> UnitReturn:
    """退回: the level above sends a return back, with a reason and a new limit."""
    row = _locked(uid, by, BACK, "return", _("退回"))
    now = timezone.now()
    if not now < correct_by <= now + LONGEST_CORRECTION:
        raise Invalid({"correct_by": _("重报期限要在现在以后，最长 15 天。")})
    row.status, row.returned_reason = Status.RETURNED, _reason(reason)
    row.returned_at, row.returned_by, row.correct_by = now, by, correct_by
    row.save(
        update_fields=["status", "returned_reason", "returned_at", "returned_by", "correct_by"]
    )
    _tell(BACK[Level(row.level)], row, by, {"correct_by": correct_by.isoformat()})
    role = Role.COUNTY_FEDERATION if row.level == Level.COUNTY else Role.TOWNSHIP_FEDERATION
    notice.tell(
        unit=row.unit_id,
        role=role,
        key=f"return-back:{row.pk}",
        title=_("%(period)s汇总退回，请于%(day)s前重报")
        % {"period": row.period.label, "day": zh_day(correct_by)},
        url=reverse("households:return_detail", args=[row.uid]),
        grave=True,
    )
    return row


@transaction.atomic
def accept(*, uid: UUID, by: User) -> UnitReturn:
    """审核 and lock: from now on neither the return nor the reports in it change, but for an
    exception granted to one unit and period. A return that no longer agrees with the reports
    below is not accepted: it is corrected or sent back first."""
    row = _locked(uid, by, ACCEPT, "accept", _("审核"))
    if row.level == Level.TOWNSHIP and _differs(row, by):
        raise NotTheMoment(
            _("这份汇总上报以后，下面的报告又有变动，数字已经对不上；请退回，由乡镇更正后再审核。")
        )
    now = timezone.now()
    row.status, row.accepted_at, row.accepted_by = Status.ACCEPTED, now, by
    row.save(update_fields=["status", "accepted_at", "accepted_by"])
    below = ExpectedReport.objects.visible_to(by).filter(period=row.period_id, locked_at=None)
    below.filter(village_id__gte=row.unit_id, village_id__lt=row.unit.end).update(locked_at=now)
    _tell(ACCEPT[Level(row.level)], row, by, {})
    return row


@transaction.atomic
def note_missing(*, period: ReportingPeriod, unit: Division, reason: str, by: User) -> UnitReturn:
    """The county says by name that a township has made no return, and why; only then can its own
    be made without it. One that comes later is supplementary."""
    if unit.level != Level.TOWNSHIP:
        raise Invalid({"unit": _("请选镇（街道）。")})
    acts.require(by, Act.RETURN_MISSING, unit.code)
    _one_at_a_time(period)
    if UnitReturn.objects.visible_to(by).live().filter(period=period, unit=unit).exists():
        raise NotTheMoment(_("这个镇（街道）已有汇总，或已经标记未报。"))
    if timezone.now() <= period.township_due:
        raise NotTheMoment(_("还没有到乡级截止时间，不能标记未报；可以先催报。"))
    row = UnitReturn.objects.create(
        period=period,
        unit=unit,
        level=Level.TOWNSHIP,
        status=Status.MISSING,
        words=_reason(reason),
        filed_by=by,
        filed_at=timezone.now(),
    )
    _tell(Act.RETURN_MISSING, row, by, {})
    return row


def _level(unit: Division) -> Level:
    if unit.level == Level.TOWNSHIP:
        return Level.TOWNSHIP
    if unit.is_county:
        return Level.COUNTY
    raise Invalid({"unit": _("汇总由镇（街道）和县上报。")})


def _one_at_a_time(period: ReportingPeriod) -> None:
    ReportingPeriod.objects.select_for_update().get(pk=period.pk)


def _require_children(by: User, unit: Division, period: ReportingPeriod, now: datetime) -> None:
    waiting = waiting_for(unit, children(by, unit, period, now))
    if not waiting:
        return
    names = "、".join(kid.name for kid in waiting[:3])
    if unit.level == Level.TOWNSHIP:
        sentence = _(
            "还有 %(n)d 个村没有上报或被退回（%(names)s等），不能汇总；"
            "请催报，过了截止时间由您写明原因标记未报。"
        )
    else:
        sentence = _(
            "还有 %(n)d 个镇（街道）的汇总没有审核（%(names)s等），不能汇总全县；"
            "请审核或催报，过了截止时间由您写明原因标记未报。"
        )
    raise NotTheMoment(sentence % {"n": len(waiting), "names": names})


def _require_filable(
    live: UnitReturn | None,
    period: ReportingPeriod,
    unit: Division,
    version: int | None,
    by: User,
) -> None:
    if live is None:
        return
    if version is not None and version != live.revision:
        raise NotTheMoment(_("您打开之后，这份汇总已有新的一版，请重新打开。"))
    if live.status == Status.ACCEPTED and not excepted(period, unit.code, by):
        raise NotTheMoment(
            _("这份汇总已于%(day)s审核锁定，不能更正；确有出入的，请%(who)s。")
            % {
                "day": zh_day(live.accepted_at),
                "who": _("县妇联给本镇开补报、更正许可")
                if unit.level == Level.TOWNSHIP
                else _("平安办退回"),
            }
        )


def _typed(signer: str, words: str, reason: str, *, correcting: bool) -> dict[str, Any]:
    errors: dict[str, str] = {}
    if not 1 <= len(signer.strip()) <= 40:
        errors["signer"] = _("请写签发人姓名，不超过40字。")
    if len(words) > 2000:
        errors["words"] = _("请写在2000字以内。")
    if correcting and not 4 <= len(reason.strip()) <= 500:
        errors["reason"] = _("请写明更正的原因，至少一句话。")
    if errors:
        raise Invalid(errors)
    return {
        "signer": signer.strip(),
        "words": words.strip(),
        "change_reason": reason.strip() if correcting else "",
    }


def _locked(uid: UUID, by: User, table: dict[Level, Act], name: str, words: str) -> UnitReturn:
    aim = UnitReturn.objects.fetch(by, uid=uid)
    acts.require(by, table[Level(aim.level)], aim.unit_id)
    row = UnitReturn.objects.select_related("unit", "period").locked(by, uid=uid)
    if not row.is_live:
        raise NotTheMoment(_("这份汇总已有新的一版，请看新的。"))
    require_moment(row, name, words)
    return row


def _differs(row: UnitReturn, by: User) -> bool:
    now = figures_of(by, row.unit, row.period, timezone.now())
    return any(now[name] != row.figures.get(name) for name in ("on_time", "late", "found", "nil"))


def _reason(text: str) -> str:
    text = text.strip()
    if not 4 <= len(text) <= 500:
        raise Invalid({"reason": _("请写明原因，至少一句话，500字以内。")})
    return text


def _tell(act: Act, row: UnitReturn, by: User, more: dict[str, Any]) -> None:
    trail.record(
        act,
        by=by,
        on=row,
        place=row.unit_id,
        after={"status": row.status, "period": row.period.number, **more},
    )
