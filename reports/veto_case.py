"""A veto told step by step: what was done on which day, by whom, on which paper; what is next,
whose turn it is and by when (as the page of a dispute tells its case)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.words import zh_date, zh_day
from households.tiers import add_months
from reports.models import ScoreClocks, Veto
from reports.transitions.appeal import veto_window
from reports.veto_effect import MONTHS

Status = Veto.Status
PLACES = ("suspect", "verify", "hear", "decide", "effect", "lift")


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps. state: done, now or "" (later); note: its day or its last day; paper:
    the document it rests on; facts: what is said at it, label and words."""

    key: str
    label: str
    note: str
    state: str
    by: str = ""
    paper: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: the step, who does it, the last day (None where none is set), and what it
    is about."""

    label: str
    who: str
    due: date | None
    words: str


def _reached(veto: Veto, today: date) -> tuple[int, int]:
    """How many steps are done, and which is now (0 when the case is over)."""
    done = {
        Status.SUSPECTED: 1, Status.UNFOUNDED: 2, Status.HEARING: 2, Status.SPARED: 4,
        Status.DECIDED: 5, Status.LIFTED: 6,
    }[Status(veto.status)]  # fmt: skip
    if veto.status == Status.HEARING and veto.heard_out(today):
        done = 3
    over = veto.status in (Status.UNFOUNDED, Status.SPARED, Status.LIFTED)
    return done, 0 if over else done + 1


def steps_of(veto: Veto, *, office: bool, today: date | None = None) -> list[Step]:
    """线索 → 核实 → 听取陈述 → 决定 → 生效 → 解除; a case that ended early ends there. office: the
    reader may know where the hint came from."""
    today = today or timezone.localdate()
    done, now = _reached(veto, today)
    parts = (
        _suspected(veto, office), _verified(veto), _heard(veto, today), _decided(veto),
        _effect(veto), _lifted(veto),
    )  # fmt: skip
    shown = parts if now or done == len(parts) else parts[:done]
    return [
        Step(
            key=PLACES[place - 1],
            state="done" if place <= done else "now" if place == now else "",
            **part,
        )
        for place, part in enumerate(shown, 1)
    ]


Part = dict[str, Any]


def _name(user: Any) -> str:
    return user.name if user else ""


def _day(at: datetime | date | None) -> str:
    return zh_day(at) if at else ""


def _suspected(veto: Veto, office: bool) -> Part:
    told = [(_("情形"), veto.get_ground_display())]
    if office:
        told += [(_("来源"), veto.source), (_("线索"), veto.clue)]
    return {
        "label": _("线索"),
        "note": _day(veto.recorded_at),
        "by": _name(veto.recorded_by) if office else "",
        "facts": tuple(told),
    }


def _verified(veto: Veto) -> Part:
    if veto.verified_at is None:
        return {"label": _("核实"), "note": _("%(day)s前") % {"day": zh_day(veto.verify_by)}}
    result = _("查无实据，到此为止") if veto.status == Status.UNFOUNDED else _("查实")
    told = [(_("结果"), result), (_("核实情况"), veto.finding)]
    if veto.told_on:
        told.append((_("告知单位"), zh_date(veto.told_on)))
    return {
        "label": _("核实"), "note": _day(veto.verified_at), "by": _name(veto.verified_by),
        "facts": tuple(told),
    }  # fmt: skip


def _heard(veto: Veto, today: date) -> Part:
    if veto.statement_until is None:
        days = ScoreClocks.objects.on(veto.campaign_id, today).statement_days
        return {
            "label": _("听取陈述"), "note": _("%(n)d 个工作日") % {"n": days},
        }  # fmt: skip
    told: tuple[tuple[str, str], ...]
    if veto.statement:
        how = f"{veto.get_heard_how_display()}，{_day(veto.stated_at)}"
        told = ((_("陈述意见"), veto.statement), (_("方式"), how))
    else:
        none = _("期内没有提交") if veto.heard_out(today) else _("还没有提交")
        told = ((_("陈述意见"), none),)
    return {
        "label": _("听取陈述"), "note": _("到%(day)s") % {"day": zh_day(veto.statement_until)},
        "by": _name(veto.stated_by), "facts": told,
    }  # fmt: skip


def _decided(veto: Veto) -> Part:
    if veto.decided_on is None:
        note = _("%(day)s前") % {"day": zh_day(veto.decide_by)} if veto.decide_by else ""
        return {"label": _("决定"), "note": note}
    result = _("一票否决") if veto.document_number else _("不予否决")
    return {
        "label": _("决定"), "note": _day(veto.decided_on), "by": _name(veto.decided_by),
        "paper": veto.document_number,
        "facts": (
            (_("结果"), result), (_("决定机关"), veto.decided_body),
            (_("责任认定"), veto.reason),
        ),
    }  # fmt: skip


def _effect(veto: Veto) -> Part:
    if veto.decided_on is None or not veto.document_number:
        return {"label": _("生效"), "note": ""}
    until = add_months(veto.decided_on, MONTHS)
    return {
        "label": _("生效"), "note": _day(veto.decided_on), "paper": veto.document_number,
        "facts": (
            (_("名次"), _("列最后，不定名次和等次；得分照常公布")),
            (_("评先评优"), _("到%(day)s不得参评，解除的从解除之日起恢复")
             % {"day": zh_date(until)}),
        ),
    }  # fmt: skip


def _lifted(veto: Veto) -> Part:
    if veto.lifted_on is None:
        return {"label": _("解除"), "note": _("可申请") if veto.in_force else ""}
    return {
        "label": _("解除"), "note": _day(veto.lifted_on), "by": _name(veto.lifted_by),
        "paper": veto.lifted_number,
        "facts": (
            (_("情形"), veto.get_lift_ground_display()), (_("理由"), veto.lifted_reason),
        ),
    }  # fmt: skip


def next_of(veto: Veto, *, today: date | None = None) -> Next | None:
    """None for a case that is over."""
    today = today or timezone.localdate()
    office = _("平安办")
    if veto.status == Status.SUSPECTED:
        words = _("查清有没有这回事；查实的告知单位，不属实的到此为止。")
        return Next(_("核实"), office, veto.verify_by, words)
    if veto.status == Status.HEARING and not veto.heard_out(today):
        words = _("单位在期内陈述，交了也可以补充；期满后才能决定。")
        return Next(_("听取陈述"), _("单位，村里的由乡镇"), veto.statement_until, words)
    if veto.status == Status.HEARING:
        words = _("陈述期已满，由核实人以外的另一人登记决定。")
        return Next(_("决定"), _("平安办另一人"), veto.decide_by, words)
    if veto.status == Status.DECIDED and veto.decided_on is not None:
        until = veto_window(veto)
        if until is not None and today <= until:
            words = _("单位可以申诉；整改到位或决定有误的，凭文号解除。")
            return Next(_("申诉"), _("单位，村里的由乡镇"), until, words)
        words = _("申诉期已过；整改到位或决定有误的，凭文号解除。")
        return Next(_("解除"), office, None, words)
    return None
