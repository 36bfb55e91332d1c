"""Verbs of a one-vote veto (一票否决): note a hint, verify it, hear the unit, decide, lift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign, Division, Level
from campaigns.workdays import add_workdays
from reports.models import ScoreClocks, Veto
from reports.numbering import next_number
from reports.sheet_rows import retotal, rules_of
from reports.transitions.proof import keep_proofs
from reports.transitions.revision import run_to_change

Status = Veto.Status


def _require(values: dict[str, str], sentences: dict[str, str]) -> dict[str, str]:
    """The sentences of the fields that were left empty."""
    return {name: sentences[name] for name, value in values.items() if not value.strip()}


@transaction.atomic
def suspect(
    *, campaign: Campaign, unit: Division, ground: str, source: str, clue: str, by: User
) -> Veto:
    """Note a hint: from whom, what, on which ground. Nominations of the unit pause from now on
    (reports.veto_effect); the unit is told when the hint is verified."""
    acts.require(by, Act.SCORE_VETO, campaign.county_id)
    errors = _require(
        {"source": source, "clue": clue},
        {
            "source": _("请写线索从哪里来，例如 县公安局通报。"),
            "clue": _("请写线索内容，不写家庭和个人姓名。"),
        },
    )
    if ground not in Veto.Ground.values:
        errors["ground"] = _("请选择否决情形。")
    inside = campaign.county_id < unit.code < campaign.county.end
    if not inside or unit.level not in (Level.TOWNSHIP, Level.VILLAGE):
        errors["unit"] = _("这个单位不在本次考核之内。")
    if errors:
        raise Invalid(errors)
    today = timezone.localdate()
    clocks = ScoreClocks.objects.on(campaign.pk, today)
    try:
        with transaction.atomic():
            veto = Veto.objects.create(
                campaign=campaign,
                unit=unit,
                number=next_number(Veto, campaign),
                ground=ground,
                source=source.strip(),
                clue=clue.strip(),
                verify_by=add_workdays(today, clocks.verify_days),
                recorded_by=by,
            )
    except IntegrityError:
        raise NotTheMoment(_("%(unit)s已有一票否决的案件。") % {"unit": unit.name}) from None
    _tell(veto, by)
    return veto


def _tell(veto: Veto, by: User, act: Act = Act.SCORE_VETO) -> None:
    """One trail row a step, at the county: what is only suspected is nobody's below."""
    trail.record(
        act,
        by=by,
        on=veto,
        place=veto.campaign.county_id,
        after={"status": veto.status, "unit": veto.unit_id, "ground": veto.ground},
    )


def place_of(veto: Veto, act: Act) -> int:
    """Where the act is done: the unit is heard at the unit, all else is the county's."""
    return veto.unit_id if act == Act.VETO_STATE else veto.campaign.county_id


def _locked(veto: Veto, by: User, act: str, words: str) -> Veto:
    locked = Veto.objects.locked(by, pk=veto.pk)
    acts.require(by, Act.SCORE_VETO, place_of(locked, Act.SCORE_VETO))
    require_moment(locked, act, words)
    return locked


@transaction.atomic
def verify(
    *, veto: Veto, founded: bool, finding: str, told_on: date | None = None, by: User
) -> Veto:
    """查实 or 不属实. Founded: the unit is told in writing on `told_on`, and after that day
    the working days that hold on it (five at least) to be heard."""
    veto = _locked(veto, by, "verify", _("核实"))
    errors = _require({"finding": finding}, {"finding": _("请写明核实的经过和结果。")})
    today = timezone.localdate()
    if founded and told_on is None:
        errors["told_on"] = _("请填写告知单位的日期。")
    if told_on is not None and told_on > today:
        errors["told_on"] = _("告知日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    veto.finding, veto.verified_by, veto.verified_at = finding.strip(), by, timezone.now()
    veto.status = Status.UNFOUNDED
    if founded and told_on is not None:
        veto.status, veto.told_on = Status.HEARING, told_on
        clocks = ScoreClocks.objects.on(veto.campaign_id, told_on)
        veto.statement_until = add_workdays(told_on, clocks.statement_days)
        veto.decide_by = add_workdays(veto.statement_until, clocks.decide_days)
    veto.save()
    _tell(veto, by)
    return veto


@transaction.atomic
def state(*, veto: Veto, statement: str, proof: Sequence[bytes] = (), by: User) -> Veto:
    """The unit's own words: typed by itself (or its township), or by the office from its paper.
    Until the period is over they may be replaced by fuller ones; the trail tells of each."""
    veto = Veto.objects.locked(by, pk=veto.pk)
    acts.require(by, Act.VETO_STATE, place_of(veto, Act.VETO_STATE))
    require_moment(veto, "state", _("陈述"))
    paper = acts.may(by, Act.SCORE_VETO, veto.campaign.county_id)
    if veto.heard_out(timezone.localdate()) and not paper:
        assert veto.statement_until is not None
        raise NotTheMoment(
            _("陈述期到%(day)s，已经届满；书面陈述在期内送到的，请平安办录入。")
            % {"day": zh_day(veto.statement_until)}
        )
    if not statement.strip():
        raise Invalid({"statement": _("请写陈述意见。")})
    veto.statement, veto.stated_by, veto.stated_at = statement.strip(), by, timezone.now()
    veto.heard_how = Veto.Heard.PAPER if paper else Veto.Heard.SELF
    veto.save(update_fields=["statement", "stated_by", "stated_at", "heard_how"])
    keep_proofs("veto", veto, proof, unit=veto.unit_id, title=_("陈述材料"), by=by)
    _tell(veto, by, Act.VETO_STATE)
    return veto


@transaction.atomic
def decide(
    *,
    veto: Veto,
    vetoed: bool,
    reason: str,
    decided_body: str,
    decided_on: date,
    document_number: str = "",
    by: User,
) -> Veto:
    """否决 or 不予否决, after the statement period, by somebody else than whoever verified (domain
    A6). The unit goes behind all others without rank and grade; its score stays."""
    veto = _locked(veto, by, "decide", _("决定"))
    if by.pk == veto.verified_by_id:
        raise Forbidden(_("线索由您核实，决定要由另一人登记。"))
    assert veto.statement_until is not None
    until = zh_day(veto.statement_until)
    if not veto.heard_out(timezone.localdate()):
        raise NotTheMoment(_("陈述期到%(day)s，期满后才能决定。") % {"day": until})
    wanted = {"reason": reason, "decided_body": decided_body}
    if vetoed:
        wanted["document_number"] = document_number
    errors = _require(
        wanted,
        {
            "reason": _("请写明责任认定的事实和理由。"),
            "decided_body": _("请写决定机关。"),
            "document_number": _("请写决定文号，例如 沛平安办〔2026〕5号。"),
        },
    )
    if decided_on > timezone.localdate():
        errors["decided_on"] = _("决定日期不能晚于今天。")
    elif decided_on <= veto.statement_until:
        errors["decided_on"] = _("陈述期到%(day)s，决定日期要在其后。") % {"day": until}
    if errors:
        raise Invalid(errors)
    veto.status = Status.DECIDED if vetoed else Status.SPARED
    veto.reason, veto.decided_body = reason.strip(), decided_body.strip()
    veto.document_number = document_number.strip() if vetoed else ""
    veto.decided_on, veto.decided_by, veto.decided_at = decided_on, by, timezone.now()
    veto.save()
    if vetoed:
        _rank_again(veto, by)
    _tell(veto, by)
    return veto


def _rank_again(veto: Veto, by: User) -> None:
    run = run_to_change(veto.campaign, by=by)
    if run is not None:
        level = Level(veto.unit.level)
        retotal(run, level, rules_of(run, level), by=by)


@transaction.atomic
def lift(
    *,
    veto: Veto,
    lift_ground: str,
    lifted_number: str,
    lifted_reason: str,
    lifted_on: date,
    by: User,
) -> Veto:
    """Lift a veto with document number, reason and trace. 撤销 of a wrong decision ranks the unit
    again, after publication by a revision; 解除 after things were put right ends the bar on
    honours, the year's place stays."""
    veto = _locked(veto, by, "lift", _("解除"))
    errors = _require(
        {"lifted_number": lifted_number, "lifted_reason": lifted_reason},
        {"lifted_number": _("请写解除的文号。"), "lifted_reason": _("请写明解除的理由。")},
    )
    if lift_ground not in Veto.LiftGround.values:
        errors["lift_ground"] = _("请选择解除的情形。")
    if lifted_on > timezone.localdate():
        errors["lifted_on"] = _("解除日期不能晚于今天。")
    elif veto.decided_on is not None and lifted_on < veto.decided_on:
        errors["lifted_on"] = _("解除日期不能早于决定日期。")
    if errors:
        raise Invalid(errors)
    veto.status, veto.lift_ground = Status.LIFTED, lift_ground
    veto.lifted_number, veto.lifted_reason = lifted_number.strip(), lifted_reason.strip()
    veto.lifted_on, veto.lifted_by, veto.lifted_at = lifted_on, by, timezone.now()
    veto.save()
    if lift_ground == Veto.LiftGround.WRONG:
        _rank_again(veto, by)
    _tell(veto, by)
    return veto
