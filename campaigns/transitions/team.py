"""Verbs of a volunteer team (志愿队, such as 巾帼调解队): formed, changed, dissolved."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, Volunteer, VolunteerTeam
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit


@transaction.atomic
def form_team(unit: Division, *, name: str, since: date, by: User) -> VolunteerTeam:
    """Form a team of one's own unit; members join it, then one of them leads it."""
    if not inside(by.area_spans, unit.code):
        raise Http404
    require_unit(by, Act.NETWORK_TEAM, unit)
    errors = {}
    if not name.strip():
        errors["name"] = _("请写队名。")
    if since > timezone.localdate():
        errors["since"] = _("组建日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    team = VolunteerTeam(place=unit, name=name.strip(), since=since)
    _saved(team)
    after = {"since": since.isoformat()}
    trail.record(Act.NETWORK_TEAM, by=by, on=team, place=unit.code, after=after)
    return team


@transaction.atomic
def change_team(
    team: VolunteerTeam,
    *,
    name: str,
    leader: Volunteer | None,
    by: User,
    version: int | None = None,
) -> VolunteerTeam:
    """Another name, another leader; the leader is a member who has not left."""
    row = _held(team, by)
    require_version(row, version, {"name": name}, ("name",))
    errors = {}
    if not name.strip():
        errors["name"] = _("请写队名。")
    if leader is not None and not (
        Volunteer.objects.visible_to(by)
        .on(timezone.localdate())
        .filter(pk=leader.pk, team=row)
        .exists()
    ):
        errors["leader"] = _("队长从在任的队员里选。")
    if errors:
        raise Invalid(errors)
    before = {"leader": row.leader_id}
    row.name, row.leader = name.strip(), leader
    row.version += 1
    _saved(row)
    trail.record(
        Act.NETWORK_TEAM,
        by=by,
        on=row,
        place=row.place_id,
        before=before,
        after={"leader": row.leader_id},
    )
    return row


@transaction.atomic
def end_team(
    team: VolunteerTeam, *, until: date, reason: str, by: User, version: int | None = None
) -> VolunteerTeam:
    """Dissolve a team with a reason; its members stay volunteers and belong to no team then."""
    row = _held(team, by)
    require_version(row, version, {}, ())
    errors = {}
    if not row.since <= until <= timezone.localdate():
        errors["until"] = _("撤销日期要在组建日期和今天之间。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明撤销原因。")
    if errors:
        raise Invalid(errors)
    row.until, row.end_reason, row.leader = until, reason.strip(), None
    row.version += 1
    row.save(update_fields=["until", "end_reason", "leader", "version"])
    members = list(row.members.order_by("pk").values_list("pk", flat=True))
    row.members.update(team=None)
    after = {"until": until.isoformat(), "members": members}
    trail.record(Act.NETWORK_TEAM, by=by, on=row, place=row.place_id, after=after)
    return row


def _held(team: VolunteerTeam, by: User) -> VolunteerTeam:
    seen = VolunteerTeam.objects.select_related("place").fetch(by, uid=team.uid)
    require_unit(by, Act.NETWORK_TEAM, seen.place)
    row = VolunteerTeam.objects.locked(by, pk=seen.pk)
    if row.until is not None:
        raise NotTheMoment(_("这个队已经撤销，记录只供查看。"))
    return row


def _saved(team: VolunteerTeam) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise Invalid({"name": _("本单位已有这个队名。")}) from None
