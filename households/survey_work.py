"""What a running survey puts on work lists: for a village the doors it has still to knock at, for a
township the telephones; numbers of households, never names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from accounts.work import WorkItem
from campaigns.models import Survey
from campaigns.queries import survey as surveys
from households.models import SampledHousehold

Way = SampledHousehold.Way


def items(user: User, today: date) -> list[WorkItem]:
    """One line for each running survey and way."""
    return list(_items(user, today)) if user.case_spans else []


def _items(user: User, today: date) -> Iterable[WorkItem]:
    posting = user.main_posting
    if posting is None or posting.division.is_county:
        return
    place = posting.division
    way = Way.PHONE if may(user, Act.SURVEY_CALL, place.code) else Way.DOOR
    if not may(user, Act.SURVEY_ASK, place.code):
        return
    running = surveys.surveys(user).running().filter(kind=Survey.Kind.OWN, starts_on__lte=today)
    found = {row.pk: row for row in running}
    waiting = SampledHousehold.objects.visible_to(user).waiting().filter(survey__in=found, way=way)
    counts = waiting.order_by().values_list("survey").annotate(n=Count("pk"))
    for key, count in counts:
        row = found[key]
        words = _("电话调查 %(n)d 户：%(t)s") if way == Way.PHONE else _("入户调查 %(n)d 户：%(t)s")
        url = reverse("households:sample_list", args=[row.uid]) + f"?way={way.value}&state=waiting"
        title = words % {"n": count, "t": row.title}
        yield WorkItem(row.ends_on, title, place.name, url, _("去调查"))
