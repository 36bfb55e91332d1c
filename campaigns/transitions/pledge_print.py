"""Verbs of a batch print of pledges: ask, stop."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, PledgePrint
from campaigns.printing import in_batch


@transaction.atomic
def ask_print(*, campaign: Campaign, place: Division, origin: str, by: User) -> PledgePrint:
    """Queue the drawing of all live pledges of a place and below it.

    Raises Http404 outside the reach, NotTheMoment while one's own batch of the place is at work,
    Invalid where nothing was issued."""
    if not inside(by.area_spans, place.code) or not campaign.county.contains(place.code):
        raise Http404
    acts.require(by, Act.PLEDGE_PRINT, place.code)
    rows = PledgePrint.objects.filter(campaign=campaign, place=place, asked_by=by)
    if rows.filter(state__in=[PledgePrint.State.QUEUED, PledgePrint.State.RUNNING]).exists():
        raise NotTheMoment(_("这一批正在打印，请等它完成。"))
    total = in_batch(by, campaign, place).count()
    if not total:
        raise Invalid(_("%(name)s还没有下发责任状，没有要打印的。") % {"name": place.name})
    job = PledgePrint.objects.create(
        campaign=campaign,
        place=place,
        origin=origin.rstrip("/"),
        total=total,
        asked_by=by,
        asked_at=timezone.now(),
    )
    trail.record(Act.PLEDGE_PRINT, by=by, on=job, place=place.code, after={"papers": total})
    from campaigns.tasks import draw_pledges

    jobs.ring_after_commit(draw_pledges, job.pk)
    return job


@transaction.atomic
def stop_print(job: PledgePrint, *, by: User) -> PledgePrint:
    """Call a batch off: its worker sees it before the next pages; one that waits ends at once."""
    row = PledgePrint.objects.locked(by, uid=job.uid)
    acts.require(by, Act.PLEDGE_PRINT, row.place_id)
    if not row.at_work:
        raise NotTheMoment(_("这一批已经结束，不用停止。"))
    row.stopped = True
    if row.state == PledgePrint.State.QUEUED:
        row.state, row.finished_at = PledgePrint.State.FAILED, timezone.now()
        row.error = _("已停止，没有生成文件。")
    row.save(update_fields=["stopped", "state", "finished_at", "error"])
    trail.record(Act.PLEDGE_PRINT, by=by, on=row, place=row.place_id, after={"stopped": True})
    return row
