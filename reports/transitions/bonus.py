"""加分申报: a unit asks, the governance office accepts or refuses (domain A6: bonus ≤ 10, the same
matter once at its highest; the arithmetic is reports.rules.bonus)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from campaigns.models import Division, Level
from campaigns.transitions.once import saved_once
from campaigns.transitions.wording import require_reason, said
from reports.models import BonusClaim, ScoringRun
from reports.rules.bonus import BonusItem
from reports.sheet_rows import retotal, rules_of
from reports.transitions.mark import open_for_marks
from reports.transitions.proof import keep_proofs
from reports.transitions.review import open_run

Status = BonusClaim.Status


def item_of(run: ScoringRun, level: int, key: str) -> BonusItem | None:
    """The rubric's bonus item of a key."""
    items = rules_of(run, level).bonus.items
    return next((item for item in items if item.key == key), None)


def counted(run: ScoringRun, level: int) -> set[str]:
    """Items a metric counts from the records: claimed as well they would count twice."""
    return {key for kind, key, _source in rules_of(run, level).outside if kind == "bonus"}


@transaction.atomic
def claim_bonus(
    *,
    run: ScoringRun,
    unit: Division,
    item: str,
    matter: str,
    words: str,
    files: Sequence[bytes],
    by: User,
    client_uuid: uuid.UUID | None = None,
) -> BonusClaim:
    """A township asks for itself, a village or its township for the village; with its proof."""
    run = open_for_marks(run, by)
    seen = Division.objects.in_reach(by).fetch(by, code=unit.code)
    acts.require(by, Act.BONUS_CLAIM, seen.code)
    if seen.level not in (Level.TOWNSHIP, Level.VILLAGE):
        raise Invalid({"unit": _("由乡镇、村申报。")})
    errors: dict[str, str] = {}
    if item_of(run, seen.level, item) is None:
        errors["item"] = _("请选择加分项目。")
    elif item in counted(run, seen.level):
        errors["item"] = _("这一项由系统从记录里数，不用申报。")
    matter = said(errors, "matter", matter, 80, _("请写受表彰、被采用的是什么事项。"))
    words = said(errors, "words", words, 500, _("请写申报说明。"))
    if not files:
        errors["proof"] = _("请附表彰决定、采用证明等佐证。")
    if errors:
        raise Invalid(errors)
    row = BonusClaim(
        client_uuid=client_uuid,
        campaign=run.campaign,
        unit=seen,
        level=seen.level,
        item=item,
        matter=matter,
        words=words,
        claimed_by=by,
    )
    row, new = saved_once(row, by=by)
    if new:
        keep_proofs("claim", row, files, unit=seen.code, title=_("加分佐证"), by=by)
        _tell(Act.BONUS_CLAIM, row, by)
    return row


@transaction.atomic
def withdraw_claim(*, claim: BonusClaim, by: User, version: int | None = None) -> BonusClaim:
    """The unit takes back what has not been decided."""
    row = BonusClaim.objects.locked(by, pk=claim.pk)
    acts.require(by, Act.BONUS_CLAIM, row.unit_id)
    require_moment(row, "withdraw", _("撤回"))
    require_version(row, version, {}, ())
    row.status = Status.WITHDRAWN
    return _saved(row, Act.BONUS_CLAIM, by)


@transaction.atomic
def decide_claim(
    *,
    run: ScoringRun,
    claim: BonusClaim,
    accept: bool,
    reason: str,
    by: User,
    points: Decimal | None = None,
    matter: str = "",
    version: int | None = None,
) -> BonusClaim:
    """Accept, with points where the item is judged, or refuse; both with the ground. matter: the
    reviewer's word for it, so that two names of one matter count once. Totals and ranks follow; a
    decision is changed the same way until the result is signed."""
    run = open_run(run, by, Act.BONUS_DECIDE)
    row = BonusClaim.objects.locked(by, pk=claim.pk, campaign=run.campaign_id)
    require_moment(row, "decide", _("认定"))
    require_version(row, version, {}, ())
    reason = require_reason("reason", reason)
    item = item_of(run, row.level, row.item)
    if accept and item is None:
        raise Invalid({"accept": _("现行细则没有这一加分项，不能认定。")})
    row.points = None
    if accept and item is not None and item.judged:
        if points is None or not 0 < points <= item.points:
            raise Invalid({"points": _("请评 0 至 %(most)s 分。") % {"most": item.points}})
        row.points = points
    row.matter = matter.strip()[:80] or row.matter
    row.status = Status.ACCEPTED if accept else Status.REFUSED
    row.reason, row.decided_by, row.decided_at = reason, by, timezone.now()
    _saved(row, Act.BONUS_DECIDE, by)
    level = Level(row.level)
    retotal(run, level, rules_of(run, level), by=by)
    return row


def _saved(row: BonusClaim, act: Act, by: User) -> BonusClaim:
    row.version += 1
    row.save()
    _tell(act, row, by)
    return row


def _tell(act: Act, row: BonusClaim, by: User) -> None:
    after: Mapping[str, object] = {"claim": str(row.uid), "item": row.item, "status": row.status}
    trail.record(act, by=by, on=row, place=row.unit_id, after=dict(after))
