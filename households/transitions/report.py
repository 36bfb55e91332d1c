"""Verbs of a zero report: file, amend, mark untrue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Difference, Invalid, NotTheMoment, Stale
from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Campaign
from households.models import Check, ExpectedReport, ReportingPeriod, ZeroReport
from households.queries.report import visited_families

MOST_FOUND = 999
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Figures:
    """What a village states: kind nil or found, how many major hazards, what it checked
    (values of Check), summary and measures, and who signs for it."""

    kind: str
    found: int = 0
    checks: tuple[str, ...] = ()
    summary: str = ""
    measures: str = ""
    signer: str = ""

    @classmethod
    def of(cls, report: ZeroReport) -> Figures:
        """What a filed report states."""
        return cls(
            kind=report.kind,
            found=report.found,
            checks=tuple(report.checks),
            summary=report.summary,
            measures=report.measures,
            signer=report.signer,
        )


class AlreadyFiled(NotTheMoment):
    """The village's report of this period is there already (409); it can be amended."""

    def __init__(self, report: ZeroReport) -> None:
        super().__init__(
            _(
                "%(village)s%(month)s的报告已由%(who)s于%(day)s %(time)s上报，编号 %(number)s。"
                "这一份没有上报；原报有出入的，请办更正。"
            )
            % {
                "village": report.village.name,
                "month": report.period.label,
                "who": report.filed_by.name,
                "day": zh_day(report.received_at),
                "time": zh_time(report.received_at),
                "number": report.number,
            }
        )
        self.report = report


@transaction.atomic
def file_report(
    *, period: ReportingPeriod, village: int, figures: Figures, client_uuid: UUID, by: User
) -> ZeroReport:
    """File a village's report of a period (domain C4): nil is a signed statement and names at
    least one thing that was checked; found says how many, what, and what was done. Allowed from
    the period's first day until the campaign's data close; after the due instant it is late.
    The same client_uuid with the same content answers with the same report.

    Raises Http404 where no report is owed, Forbidden outside one's role, Invalid for what does
    not hold, AlreadyFiled when there is another report, NotTheMoment outside the window."""
    expected = _owed(by, period.pk, village)
    acts.require(by, Act.REPORT_FILE, village)
    figures = checked(figures)
    known = _sent_before(by, expected, client_uuid, figures)
    if known:
        return known
    _require_window(expected.period)
    live = _reports(by).live().filter(period=period, village_id=village).first()
    if live:
        raise AlreadyFiled(live)
    now = timezone.now()
    report = _insert(
        expected, figures, client_uuid, by, received_at=now, first_received_at=now, revision=1
    )
    trail.record(
        Act.REPORT_FILE,
        by=by,
        on=report,
        place=village,
        after={"number": report.number, "kind": report.kind, "found": report.found},
    )
    return report


@transaction.atomic
def amend_report(
    *,
    uid: UUID,
    figures: Figures,
    reason: str,
    by: User,
    version: int | None = None,
    client_uuid: UUID | None = None,
) -> ZeroReport:
    """Replace the live report by a corrected one, with a reason (features: frozen as a record of
    what was known). The former row stays with its figures; on time or late stays that of the
    first filing; a finding of untruth stays on the new row.

    Raises Stale when another amendment came first, NotTheMoment after the data close, Invalid
    without a reason or without a change."""
    aim = ZeroReport.objects.fetch(by, uid=uid)
    expected = _owed(by, aim.period_id, aim.village_id)
    acts.require(by, Act.REPORT_AMEND, aim.village_id)
    figures, reason = checked(figures), reason.strip()
    known = _sent_before(by, expected, client_uuid, figures)
    if known:
        return known
    _require_window(expected.period)
    live = _reports(by).live().get(period_id=aim.period_id, village_id=aim.village_id)
    _require_revision(live, version, figures)
    if len(reason) < 4:
        raise Invalid({"reason": _("请写明更正的原因，至少一句话。")})
    if replace(figures, signer="") == replace(Figures.of(live), signer=""):
        raise Invalid(_("更正的内容与原报相同，不用更正。"))
    live.is_live = False
    live.save(update_fields=["is_live"])
    report = _insert(
        expected,
        figures,
        client_uuid,
        by,
        received_at=timezone.now(),
        first_received_at=live.first_received_at,
        revision=live.revision + 1,
        amends=live,
        amend_reason=reason,
        untrue_at=live.untrue_at,
        untrue_by=live.untrue_by,
        untrue_reason=live.untrue_reason,
    )
    trail.record(
        Act.REPORT_AMEND,
        by=by,
        on=report,
        place=report.village_id,
        before={"kind": live.kind, "found": live.found, "revision": live.revision},
        after={"kind": report.kind, "found": report.found, "revision": report.revision},
        reason=reason,
    )
    return report


@transaction.atomic
def mark_untrue(*, uid: UUID, reason: str, by: User) -> ZeroReport:
    """State that a nil report was untrue (失实; domain C4, K1), with the reason. It stays on time
    or late as filed and is counted apart. A village that corrected itself first is not marked.

    Raises Forbidden outside one's role, NotTheMoment for a report that is no longer live, is not
    nil or is marked already, Invalid without a reason."""
    aim = ZeroReport.objects.fetch(by, uid=uid)
    _owed(by, aim.period_id, aim.village_id)
    acts.require(by, Act.REPORT_UNTRUE, aim.village_id)
    report = ZeroReport.objects.locked(by, uid=uid)
    if not report.is_live:
        raise NotTheMoment(_("村里已经更正了这份报告，请看更正后的内容。"))
    if report.kind != ZeroReport.Kind.NIL:
        raise NotTheMoment(_("这份报告报的是有情况，只有零报告才认定失实。"))
    if report.untrue_at:
        raise NotTheMoment(_("这份报告已经认定失实。"))
    reason = reason.strip()
    if len(reason) < 4:
        raise Invalid({"reason": _("请写明查证的事实，至少一句话。")})
    report.untrue_at = timezone.now()
    report.untrue_by = by
    report.untrue_reason = reason
    report.save(update_fields=["untrue_at", "untrue_by", "untrue_reason"])
    trail.record(
        Act.REPORT_UNTRUE,
        by=by,
        on=report,
        place=report.village_id,
        before={"untrue": False},
        after={"untrue": True, "number": report.number},
        reason=reason,
    )
    return report


def checked(figures: Figures) -> Figures:
    """Figures with trimmed texts and known checks in order; raises Invalid by field."""
    known = tuple(c.value for c in Check if c.value in figures.checks)
    errors: dict[str, str] = {}
    if len(known) != len(set(figures.checks)):
        errors["checks"] = _("有一项不在可选的内容里。")
    tidy = replace(
        figures,
        checks=known,
        summary=figures.summary.strip(),
        measures=figures.measures.strip(),
        signer=figures.signer.strip(),
    )
    if tidy.kind == ZeroReport.Kind.NIL:
        errors |= _nil_errors(tidy)
    elif tidy.kind == ZeroReport.Kind.FOUND:
        errors |= _found_errors(tidy)
    else:
        errors["kind"] = _("请选“没有”或“有”。")
    if not tidy.signer or len(tidy.signer) > 40:
        errors["signer"] = _("请写签发人姓名，不超过40字。")
    if errors:
        raise Invalid(errors)
    return tidy


def _nil_errors(figures: Figures) -> dict[str, str]:
    if figures.found or figures.summary or figures.measures:
        return {"kind": _("您填了情况，却选了“没有”；请改选“有”，或删去填写的情况。")}
    if not figures.checks:
        return {"checks": _("请勾选查过的内容，至少一项；没有查过，不能报零。")}
    return {}


def _found_errors(figures: Figures) -> dict[str, str]:
    errors = {}
    if not 1 <= figures.found <= MOST_FOUND:
        errors["found"] = _("请填重大隐患的件数，1到%(most)d。") % {"most": MOST_FOUND}
    for name, sentence in (
        ("summary", _("请写明情况：什么人、什么事、有什么危险。")),
        ("measures", _("请写明已经采取的措施。")),
    ):
        text = getattr(figures, name)
        if not text:
            errors[name] = sentence
        elif len(text) > LONGEST_TEXT:
            errors[name] = _("请写在%(n)d字以内。") % {"n": LONGEST_TEXT}
    return errors


def _owed(by: User, period: int, village: int) -> ExpectedReport:
    """The expected row, locked: filings for one village and period go one after another."""
    rows = ExpectedReport.objects.select_related("period__campaign", "village")
    return rows.locked(by, period_id=period, village_id=village)


def _reports(by: User) -> Any:
    rows = ZeroReport.objects.visible_to(by)
    return rows.select_related("period", "village", "filed_by", "untrue_by")


def _require_window(period: ReportingPeriod) -> None:
    today, campaign = timezone.localdate(), period.campaign
    if period.starts > today:
        raise NotTheMoment(
            _("%(month)s的报告从%(day)s起上报。")
            % {"month": period.label, "day": zh_day(period.starts)}
        )
    if today > campaign.data_closes_on or campaign.status != Campaign.Status.OPEN:
        raise NotTheMoment(
            _("%(year)d年的数据已于%(day)s截止，不能再报或更正；确有出入的，请告诉镇妇联。")
            % {"year": campaign.year, "day": zh_day(campaign.data_closes_on)}
        )


def _sent_before(
    by: User, expected: ExpectedReport, client_uuid: UUID | None, figures: Figures
) -> ZeroReport | None:
    """The report this very form made before; the same form with other content is refused."""
    if client_uuid is None:
        return None
    report: ZeroReport | None = _reports(by).filter(client_uuid=client_uuid).first()
    if report is None:
        return None
    same_place = (report.period_id, report.village_id) == (expected.period_id, expected.village_id)
    if same_place and Figures.of(report) == figures:
        return report
    raise AlreadyFiled(report)


def _insert(
    expected: ExpectedReport, figures: Figures, client_uuid: UUID | None, by: User, **rest: Any
) -> ZeroReport:
    period, village = expected.period, expected.village
    visited, _listed = visited_families(by, village.code, period)
    try:
        with transaction.atomic():
            return ZeroReport.objects.create(
                client_uuid=client_uuid,
                period=period,
                village=village,
                kind=figures.kind,
                found=figures.found,
                checks=list(figures.checks),
                households_visited=visited,
                summary=figures.summary,
                measures=figures.measures,
                signer=figures.signer,
                filed_by=by,
                **rest,
            )
    except IntegrityError:
        live = _reports(by).live().filter(period=period, village=village).first()
        if live:
            raise AlreadyFiled(live) from None
        raise Invalid(_("这张表已经用过，请重新打开再填。")) from None


def _require_revision(live: ZeroReport, version: int | None, figures: Figures) -> None:
    """A form made on an older version is refused with both versions (409)."""
    if version is None or version == live.revision:
        return
    now, mine = described(Figures.of(live)), described(figures)
    raise Stale(
        _("您保存前，%(who)s已更正过这份报告。") % {"who": live.filed_by.name},
        who=live.filed_by.name,
        when=live.received_at,
        fields=[Difference(name, now[name], mine[name]) for name in now if now[name] != mine[name]],
    )


def described(figures: Figures) -> dict[str, str]:
    """Figures as label → words, for comparing versions on a page."""
    words = {c.value: str(c.label) for c in Check}
    kinds = {k.value: str(k.label) for k in ZeroReport.Kind}
    return {
        _("有无重大隐患"): kinds.get(figures.kind, ""),
        _("数量"): _("%(n)d 件") % {"n": figures.found},
        _("查过的内容"): "、".join(words[c] for c in figures.checks),
        _("摘要"): figures.summary,
        _("处置"): figures.measures,
        _("签发人"): figures.signer,
    }
