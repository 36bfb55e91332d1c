"""Verbs of household letters printed in bulk: ask, stop."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import NotTheMoment
from campaigns.models import Campaign, Division
from campaigns.transitions.open_year import require_open
from households.models import LetterPrint
from households.queries.pledge import letter_text


@transaction.atomic
def ask_letters(
    *, campaign: Campaign, place: Division, origin: str, by: User, only_missing: bool = False
) -> LetterPrint:
    """Issue the year's letters to the homes of a place: queue their drawing, a part for every
    village (a county of 100,000 homes is never one file that carries everybody's name).

    Raises Http404 outside the reach, NotTheMoment without a letter in force, in a closed year, or
    while one's own batch of the place is at work."""
    if not inside(by.case_spans, place.code) or not campaign.county.contains(place.code):
        raise Http404
    acts.require(by, Act.LETTER_PRINT, place.code)
    require_open(campaign)
    text = letter_text(by, campaign)
    if text is None:
        raise NotTheMoment(_("家庭承诺书样本还没有发布，请县妇联先发布。"))
    rows = LetterPrint.objects.filter(campaign=campaign, place=place, asked_by=by)
    if rows.filter(state__in=[LetterPrint.State.QUEUED, LetterPrint.State.RUNNING]).exists():
        raise NotTheMoment(_("这一批正在打印，请等它完成。"))
    job = LetterPrint.objects.create(
        campaign=campaign,
        template=text,
        place=place,
        origin=origin.rstrip("/"),
        only_missing=only_missing,
        asked_by=by,
        asked_at=timezone.now(),
    )
    trail.record(Act.LETTER_PRINT, by=by, on=job, place=place.code, after={"edition": text.edition})
    from households.tasks import draw_letters

    jobs.ring_after_commit(draw_letters, job.pk)
    return job


@transaction.atomic
def stop_letters(job: LetterPrint, *, by: User) -> LetterPrint:
    """Call a batch off: its worker sees it before the next village; one that waits ends at once."""
    row = LetterPrint.objects.locked(by, uid=job.uid)
    acts.require(by, Act.LETTER_PRINT, row.place_id)
    if not row.at_work:
        raise NotTheMoment(_("这一批已经结束，不用停止。"))
    row.stopped = True
    if row.state == LetterPrint.State.QUEUED:
        row.state, row.finished_at = LetterPrint.State.FAILED, timezone.now()
        row.error = _("已停止，没有生成文件。")
    row.save(update_fields=["stopped", "state", "finished_at", "error"])
    trail.record(Act.LETTER_PRINT, by=by, on=row, place=row.place_id, after={"stopped": True})
    return row
