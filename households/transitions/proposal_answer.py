"""Verbs of a proposal on the township's side (乡镇审定, domain C2): confirm, set another tier,
send back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import Household, ListedFamily, Proposal
from households.queries.scale import terms_at
from households.transitions.family import close_family, enter, require_listable, tier_chosen
from households.transitions.proposal import answer, listing_of, locked
from households.transitions.tier import (
    grounds,
    lower_tier,
    move,
    require_reason,
)

Kind, Status = Proposal.Kind, Proposal.Status


@transaction.atomic
def confirm(
    proposal: Proposal,
    *,
    by: User,
    tier: str = "",
    words: str = "",
    against: str = "",
    keepers: Sequence[User] = (),
    version: int | None = None,
) -> Proposal:
    """审定: agree, or set another tier with words of one's own. A listing begins today; what
    is in force already is confirmed, or moved to the tier set (not below the one before a
    raise, for a fall needs its quiet days); lowering and closing run their own verbs."""
    row = locked(proposal, Act.PROPOSAL_CONFIRM, "confirm", _("审定"), by, version)
    chosen = tier or row.tier
    if chosen != row.tier:
        require_reason(words)
    if row.kind == Kind.LIST:
        _confirm_listing(row, chosen, words, against, list(keepers), by)
    elif row.kind == Kind.RAISE:
        _confirm_raise(row, chosen, words, against, by)
    else:
        _confirm_change(row, words, against, by)
    row.tier_set = chosen
    answer(row, Status.CONFIRMED, words, by)
    trail.record(
        Act.PROPOSAL_CONFIRM,
        by=by,
        on=row,
        place=row.village_id,
        before={"tier": row.tier},
        after={"tier": chosen},
        reason=row.answer,
    )
    return row


@transaction.atomic
def send_back(proposal: Proposal, *, words: str, by: User, version: int | None = None) -> Proposal:
    """退回: the village has to verify or write more. A raise is in force and is decided on, not
    sent back; a listing in force stays so while the village writes."""
    row = locked(proposal, Act.PROPOSAL_RETURN, "return", _("退回"), by, version)
    if row.kind == Kind.RAISE:
        raise NotTheMoment(_("升级已经生效，请审定为合适的等级。"))
    if len(words.strip()) < 4:
        raise Invalid({"words": _("请写明退回的原因，要补什么。")})
    ended = row.kind in (Kind.LOWER, Kind.CLOSE)
    answer(row, Status.WITHDRAWN if ended else Status.RETURNED, words, by)
    trail.record(
        Act.PROPOSAL_RETURN,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": Status.PENDING},
        after={"status": row.status},
        reason=row.answer,
    )
    return row


def _confirm_listing(
    row: Proposal, chosen: str, words: str, against: str, keepers: list[User], by: User
) -> None:
    if row.family_id is not None:
        _settle(row, chosen, words, against, by)
        return
    home = Household.objects.locked(by, uid=row.household.uid)
    require_listable(home, by)
    said = listing_of(row, keepers or list(User.objects.filter(pk__in=row.keepers)))
    if chosen != row.tier:
        said = replace(said, tier=chosen, reason=words.strip())
    if against:
        said = replace(said, against=against)
    row.family = enter(home, said, by)


def _confirm_raise(row: Proposal, chosen: str, words: str, against: str, by: User) -> None:
    assert row.family is not None
    scale = terms_at(row.village_id, timezone.localdate()).scale
    least = scale.level(row.tier_before) if scale.has(row.tier_before) else scale.lowest
    if scale.has(chosen) and scale.level(chosen).rank < least.rank:
        raise Invalid(
            {"tier": _("最低只能恢复为原来的%(tier)s，再降要平稳满天数。") % {"tier": least.label}}
        )
    _settle(row, chosen, words, against, by)


def _settle(row: Proposal, chosen: str, words: str, against: str, by: User) -> None:
    """Leave the tier in force, or move it to the one the township sets."""
    assert row.family is not None
    family = ListedFamily.objects.locked(by, uid=row.family.uid)
    if family.status != ListedFamily.Status.LISTED or family.tier == chosen:
        return
    terms = terms_at(family.village_id, timezone.localdate())
    level = tier_chosen(terms, chosen)
    rests = grounds(family, level, terms, words, against, by)
    move(family, Act.PROPOSAL_CONFIRM, level, terms, rests, by)


def _confirm_change(row: Proposal, words: str, against: str, by: User) -> None:
    assert row.family is not None
    reason = words.strip() or row.reason
    if row.kind == Kind.LOWER:
        lower_tier(row.family, reason=reason, by=by, against=against)
    else:
        close_family(row.family, ground=ListedFamily.CloseGround.QUIET, reason=reason, by=by)
