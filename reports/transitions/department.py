"""The one-time link of a scoring department: all its lines and units on one page, handed in once,
signed with a name (features, wish 16; the Chinese systems' "each line names its bureau")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, links, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Level
from campaigns.transitions.wording import require_reason
from reports.models import DepartmentLink, MarkSheet, ScoreClocks, ScoreLine, ScoringRun
from reports.models.mark import Column
from reports.rules import Indicator
from reports.sheet_rows import rules_of
from reports.transitions.mark import Given, Hand, open_for_marks, signed, write

PURPOSE = "department"
LINK_DAYS_MOST = 60


def departments(run: ScoringRun) -> dict[str, list[str]]:
    """Which department scores which lines of the townships, in the rubric's order."""
    found: dict[str, list[str]] = {}
    for line in rules_of(run, Level.TOWNSHIP).indicators:
        found.setdefault(line.department, []).append(line.code)
    return found


@transaction.atomic
def issue_link(
    *, run: ScoringRun, department: str, by: User, days: int | None = None
) -> tuple[DepartmentLink, str]:
    """A link for one department; the second is the token, told this once and kept nowhere. A link
    of the same department that is still open is dead from now on. days: None for the year's."""
    run = open_for_marks(run, by)
    acts.require(by, Act.MARK_LINK, run.county_id)
    if department not in departments(run):
        raise Invalid({"department": _("细则里没有这个评分部门。")})
    days = days or ScoreClocks.objects.on(run.campaign_id, timezone.localdate()).link_days
    if not 1 <= days <= LINK_DAYS_MOST:
        raise Invalid({"days": _("有效期为 1 至 60 天。")})
    rows = DepartmentLink.objects.visible_to(by).select_for_update(of=("self",))
    for old in rows.filter(campaign=run.campaign_id, department=department, status="open"):
        _kill(old, _("重开了新的链接"), by)
    token = links.new_token()
    made = DepartmentLink.objects.create(
        campaign=run.campaign,
        county=run.county,
        department=department,
        token_hash=links.token_hash(PURPOSE, token),
        expires_at=timezone.now() + timedelta(days=days),
        issued_by=by,
    )
    _tell(made, by)
    return made, token


def usable_link(*, run: ScoringRun, token: str, by: User) -> DepartmentLink:
    """The open link of this year the token is of, for whoever issues links; 409 for one that was
    opened anew, taken back or answered meanwhile."""
    acts.require(by, Act.MARK_LINK, run.county_id)
    wanted = links.token_hash(PURPOSE, token)
    rows = DepartmentLink.objects.visible_to(by).open().filter(campaign=run.campaign_id)
    link = rows.filter(token_hash=wanted).first()
    if link is None:
        raise NotTheMoment(_("这条链接已失效，请重开。"))
    return link


@transaction.atomic
def revoke_link(*, link: DepartmentLink, reason: str, by: User) -> DepartmentLink:
    """Take the link back: it is dead from this moment."""
    row = DepartmentLink.objects.locked(by, pk=link.pk)
    acts.require(by, Act.MARK_LINK, row.county_id)
    if row.status != DepartmentLink.Status.OPEN:
        raise NotTheMoment(_("这条链接已经失效。"))
    return _kill(row, require_reason("reason", reason, 200), by)


def _kill(row: DepartmentLink, reason: str, by: User) -> DepartmentLink:
    row.status, row.token_hash = DepartmentLink.Status.REVOKED, None
    row.revoke_reason = reason
    row.save()
    _tell(row, by)
    return row


def _tell(row: DepartmentLink, by: User) -> None:
    after = {"link": str(row.uid), "status": row.status}
    trail.record(Act.MARK_LINK, by=by, on=row, place=row.county_id, after=after)


def found_by(token: str) -> tuple[DepartmentLink, ScoringRun] | None:
    """The open link of a token with the run its marks are given beside; absent alike: never given
    out, run out, taken back, answered, signed meanwhile. The scope is the system's."""
    wanted = links.token_hash(PURPOSE, token)
    link = DepartmentLink.objects.open().filter(token_hash=wanted).first()
    if link is None:
        return None
    run = (
        ScoringRun.objects.filter(campaign=link.campaign_id, stage="draft")
        .holding()
        .defer("frozen")
        .select_related("campaign__county", "county", "township_rubric", "village_rubric")
        .first()
    )
    return (link, run) if run else None


def asked_of(
    token: str,
) -> tuple[DepartmentLink, list[ScoreLine], dict[str, Indicator]] | None:
    """What the page behind a link asks: its lines for every township, with the indicators. The
    reader is nobody the house knows; figures of units only, no family."""
    with scope.as_system():
        found = found_by(token)
        if found is None:
            return None
        link, run = found
        rules = rules_of(run, Level.TOWNSHIP)
        indicators = {
            one.code: one for one in rules.indicators if one.department == link.department
        }
        lines = ScoreLine.objects.filter(
            sheet__run=run, sheet__level=Level.TOWNSHIP, code__in=indicators
        )
        return link, list(lines.select_related("unit").order_by("unit_id")), indicators


@transaction.atomic
def answer_link(token: str, *, given: Sequence[Given], signer: str) -> MarkSheet | None:
    """The department hands its marks in and the link is dead. Two at once: one is written, for the
    other there is no such link. Raises Invalid in words."""
    with scope.as_system() as system:
        seen = found_by(token)
        if seen is None:
            return None
        DepartmentLink.objects.locked(system, pk=seen[0].pk)
        found = found_by(token)
        if found is None:
            return None
        link, run = found
        run = open_for_marks(run, system)
        hand = Hand(
            Column.DEPARTMENT,
            run.county,
            signed(signer),
            system,
            link.department,
            MarkSheet.Source.LINK,
        )
        sheet = write(run, Level.TOWNSHIP, hand, given, Act.MARK_ANSWER)
        if sheet is None:
            raise Invalid({"": _("和已经交过的一样，没有新的评分。")})
        link.status, link.token_hash, link.sheet = DepartmentLink.Status.ANSWERED, None, sheet
        link.save()
        return sheet
