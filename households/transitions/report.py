"""Verbs of a zero report: file, amend, send back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Difference, Invalid, NotTheMoment, Stale
from accounts.roles import Role
from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Campaign
from households.models import ExpectedReport, Incident, ReportingPeriod, Standing, ZeroReport
from households.queries.incident import cases, registered
from households.queries.report import visited_families
from households.report_figures import STATED, Figures, checked, described, require_difference
from households.transitions import incidents, notice
from households.transitions.expected import excepted

LONGEST_CORRECTION = timedelta(days=15)


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
    sent = _sent_before(by, expected, client_uuid, figures)
    if sent:
        return sent
    live = _reports(by).live().filter(period=period, village_id=village).first()
    if live:
        raise AlreadyFiled(live)
    _require_window(expected, by)
    known = list(registered(by, village, expected.period))
    require_difference(figures, cases(known))
    now = timezone.now()
    report = _insert(
        expected,
        figures,
        client_uuid,
        by,
        received_at=now,
        first_received_at=now,
        revision=1,
        supplementary=expected.missing_at is not None,
    )
    _explained(report, known, by)
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
    _require_window(expected, by)
    live = _reports(by).live().get(period_id=aim.period_id, village_id=aim.village_id)
    _require_revision(live, version, figures)
    if len(reason) < 4:
        raise Invalid({"reason": _("请写明更正的原因，至少一句话。")})
    if figures == Figures.of(live):
        raise Invalid(_("更正的内容与原报相同，不用更正。"))
    known_now = list(registered(by, aim.village_id, expected.period))
    require_difference(figures, cases(known_now))
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
        supplementary=live.supplementary,
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
def send_back(*, uid: UUID, reason: str, correct_by: datetime, by: User) -> ZeroReport:
    """退回: the township sends a report back for correction, with a reason and a new limit; it
    holds as filed until the village's correction takes its place, and on time or late stays
    that of the first filing (features 39).

    Raises NotTheMoment for a report that no longer holds, is sent back already, or is part of a
    return the county has accepted."""
    aim = ZeroReport.objects.fetch(by, uid=uid)
    expected = _owed(by, aim.period_id, aim.village_id)
    acts.require(by, Act.REPORT_RETURN, aim.village_id)
    report = ZeroReport.objects.locked(by, uid=uid)
    if not report.is_live or report.returned_at:
        raise NotTheMoment(_("这份报告已经退回，或村里已经更正。"))
    if expected.locked_at:
        raise NotTheMoment(
            _("本期汇总已由县妇联审核锁定，不能退回；确需更正的，请县妇联给这个村开更正许可。")
        )
    reason, now = reason.strip(), timezone.now()
    if not 4 <= len(reason) <= 500:
        raise Invalid({"reason": _("请写明退回的原因，至少一句话。")})
    if not now < correct_by <= now + LONGEST_CORRECTION:
        raise Invalid({"correct_by": _("重报期限要在现在以后，最长 15 天。")})
    report.returned_at, report.returned_by = now, by
    report.returned_reason, report.correct_by = reason, correct_by
    report.save(update_fields=["returned_at", "returned_by", "returned_reason", "correct_by"])
    trail.record(
        Act.REPORT_RETURN,
        by=by,
        on=report,
        place=report.village_id,
        after={"number": report.number, "correct_by": correct_by.isoformat()},
    )
    notice.tell(
        unit=report.village_id,
        role=Role.VILLAGE_MEDIATOR,
        key=f"returned:{report.pk}",
        title=_("%(period)s零报告退回，请于%(day)s前更正")
        % {"period": report.period.label, "day": zh_day(correct_by)},
        url=reverse("households:report_detail", args=[report.uid]),
        grave=True,
    )
    return report


def _owed(by: User, period: int, village: int) -> ExpectedReport:
    """The expected row, locked: filings for one village and period go one after another."""
    rows = ExpectedReport.objects.select_related("period__campaign", "village")
    return rows.locked(by, period_id=period, village_id=village)


def _reports(by: User) -> Any:
    rows = ZeroReport.objects.visible_to(by)
    return rows.select_related("period", "village", "filed_by", "untrue_by")


def _require_window(expected: ExpectedReport, by: User) -> None:
    """Open periods only; a lock or a closed year gives way to an exception (features 5, 18)."""
    period, today = expected.period, timezone.localdate()
    campaign = period.campaign
    if period.starts > today:
        raise NotTheMoment(
            _("%(month)s的报告从%(day)s起上报。")
            % {"month": period.label, "day": zh_day(period.starts)}
        )
    if expected.standing == Standing.STRUCK:
        raise NotTheMoment(_("%(month)s的报告不用再报。") % {"month": period.label})
    closed = today > campaign.data_closes_on or campaign.status != Campaign.Status.OPEN
    if not (closed or expected.locked_at) or excepted(period, expected.village_id, by):
        return
    if closed:
        raise NotTheMoment(
            _(
                "%(year)d年的数据已于%(day)s截止，不能再报或更正；"
                "确有出入的，请告诉镇妇联，由县妇联给本村开补报、更正许可。"
            )
            % {"year": campaign.year, "day": zh_day(campaign.data_closes_on)}
        )
    raise NotTheMoment(
        _(
            "%(month)s的汇总已由县妇联审核锁定，不能再报或更正；"
            "确有出入的，请告诉镇妇联，由县妇联给本村开补报、更正许可。"
        )
        % {"month": period.label}
    )


def _explained(report: ZeroReport, known: list[Incident], by: User) -> None:
    """A nil signed although the register shows something: the question is asked at once, and the
    sentence given with the report is the village's answer."""
    if report.kind != ZeroReport.Kind.NIL:
        return
    for incident in known:
        incidents.ask(report, incident, by=by, reply=report.difference)


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
                doors=figures.doors,
                difference=figures.difference,
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
        fields=[
            Difference(label, now[label], mine[label], name)
            for label, name in zip(now, STATED, strict=True)
            if now[label] != mine[label]
        ],
        version=live.revision,
    )
