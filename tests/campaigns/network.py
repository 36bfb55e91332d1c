"""What tests of the service network share: a point, a volunteer, a team made through the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, ServicePoint, Volunteer, VolunteerTeam
from campaigns.transitions.point import open_point
from campaigns.transitions.team import form_team
from campaigns.transitions.volunteer import enrol

WEEK = ["08:30-12:00 14:00-17:30"] * 5 + ["09:00-11:30", ""]
SINCE = date(2025, 1, 1)


def point_of(unit: Division, by: User, kind: str = "home", **facts: Any) -> ServicePoint:
    """A point opened by its unit."""
    given = {
        "name": "妇女之家",
        "address": "村委会一楼",
        "phone": "0516-89612338",
        "run_by": "村妇联",
        "hours": WEEK,
    }
    return open_point(unit, kind=kind, opened_on=SINCE, by=by, **(given | facts))


def volunteer_of(unit: Division, by: User, **facts: Any) -> Volunteer:
    """A volunteer enrolled by the unit."""
    given: dict[str, Any] = {
        "name": "田禾",
        "kind": "assessor",
        "phone": "13900001111",
        "since": SINCE,
    }
    return enrol(unit, by=by, **(given | facts))


def team_of(unit: Division, by: User, name: str = "巾帼调解队") -> VolunteerTeam:
    """A team of the unit."""
    return form_team(unit, name=name, since=SINCE, by=by)


def days_ago(number: int) -> date:
    """So many days before today."""
    return timezone.localdate() - timedelta(days=number)
