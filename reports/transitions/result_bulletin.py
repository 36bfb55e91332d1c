"""简报 of the result: the words are drafted here, the bulletin is the noun of campaigns, which
numbers it by 期 and issues it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import NotTheMoment
from campaigns.models import Bulletin
from campaigns.transitions.bulletin import draft_bulletin
from reports.assembling import Heading, assemble
from reports.documents.drafting.bulletin import bulletin
from reports.models import ScoringRun


def draft_result_bulletin(*, run: ScoringRun, by: User) -> Bulletin:
    """A draft in the county's name; its verb says who may."""
    run = ScoringRun.objects.select_related(
        "campaign__county", "county", "township_rubric", "village_rubric"
    ).fetch(by, pk=run.pk)
    if run.state != ScoringRun.State.DONE:
        raise NotTheMoment(_("计算还没有完成，不能起草。"))
    heading = Heading("", by.name, "", timezone.localdate())
    title, body = bulletin(assemble(run, heading, by=by))
    return draft_bulletin(
        run.county, by=by, title=title[:60], body=body[:6000], editor=by.name[:20]
    )
