"""What the page of an award shows beyond its way to the plate."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from households.models import Award, AwardRevocation
from households.models.rank import RANKS, Rank

Status = Award.Status
# Acts of a title by act, page and word of the link.
TITLE_ACTS: tuple[tuple[Act, str, str, frozenset[str]], ...] = (
    (Act.AWARD_CHECK, "households:award_check", "年度复核", frozenset({Status.PLATED})),
    (Act.AWARD_CHECK, "households:award_check", "登记整改合格", frozenset({Status.IMPROVING})),
    (Act.AWARD_REWARD, "households:award_reward", "登记奖励", frozenset(Award.HELD)),
    (Act.AWARD_REVOKE, "households:award_revoke", "提出摘牌", frozenset(Award.HELD)),
)


def next_above(award: Award) -> Rank | None:
    """The level the city or the province may name this title to; None where there is none, or
    where it is recorded already."""
    if award.status not in Award.HELD or award.rank not in (Rank.COUNTY, Rank.CITY):
        return None
    rank = RANKS[RANKS.index(Rank(award.rank)) + 1]
    held = Award.objects.held().filter(household=award.household_id, rank=rank)
    return None if held.exists() else rank


def title_context(user: User, award: Award) -> dict[str, Any]:
    """Re-checks, rewards, revocation and what the reader may do about them."""
    if not award.plated_on:
        return {}
    revocation = AwardRevocation.objects.visible_to(user).filter(award=award).first()
    links = [
        (view, word)
        for act, view, word, statuses in TITLE_ACTS
        if award.status in statuses and acts.may(user, act, award.village_id)
    ]
    if revocation and revocation.status in AwardRevocation.OPEN:
        links = [link for link in links if link[1] != "提出摘牌"]
    if acts.may(user, Act.AWARD_ABOVE, award.village_id) and (rank := next_above(award)):
        words = _("登记%(rank)s命名") % {"rank": rank.label}
        links.append(("households:award_above", words))
    return {
        "checks": list(award.checks.select_related("checked_by")),
        "incentives": list(award.incentives.all()),
        "photos": list(award.photos.only("uid", "width", "height")),
        "revocation": revocation,
        "title_links": links,
        "may_print": award.status in Award.HELD
        and acts.may(user, Act.AWARD_CERTIFICATE, award.village_id),
        "may_photo": award.status in Award.HELD
        and acts.may(user, Act.AWARD_PHOTO, award.village_id),
    }
