"""Which acts a matter's page offers to whom: the one next act, the others, what is under 更多."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may
from accounts.models import User
from disputes.models import Dispute, Matter, RightsMatter, Route
from disputes.offers import Offer, Offers
from disputes.transitions.passing import may_take
from disputes.transitions.rights import may_handle
from disputes.transitions.sorting import may_sort

Status = RightsMatter.Status
# Rights act → (moment of RightsMatter.ALLOWED, act, words); the first possible one is the next.
RIGHTS_ACTS = (
    ("rights_accept", "accept", Act.RIGHTS_ACCEPT, gettext_lazy("受理告知")),
    ("rights_answer", "answer", Act.RIGHTS_ANSWER, gettext_lazy("答复")),
    ("rights_review", "review", Act.RIGHTS_REVIEW, gettext_lazy("答复复查复核")),
    ("rights_transfer", "transfer", Act.RIGHTS_TRANSFER, gettext_lazy("转送")),
    ("rights_extend", "extend", Act.RIGHTS_EXTEND, gettext_lazy("延长期限")),
    ("rights_ask_review", "ask_review", Act.RIGHTS_ASK_REVIEW, gettext_lazy("登记复查复核申请")),
    ("rights_satisfaction", "satisfaction", Act.RIGHTS_SATISFACTION, gettext_lazy("记录满意程度")),
    ("rights_lead", "lead", Act.RIGHTS_LEAD, gettext_lazy("领导包案")),
    ("rights_plan_visits", "visits", Act.RIGHTS_VISIT, gettext_lazy("安排定期回访")),
    ("rights_visit", "visits", Act.RIGHTS_VISIT, gettext_lazy("登记回访")),
)
NEXT = ("rights_accept", "rights_answer", "rights_review")


def matter_offers(matter: Matter, user: User) -> Offers:
    """What `user` can do next with an opened matter."""
    out = Offers()
    out.others.append(_offer(_("回执"), "matter_receipt", matter))
    if matter.route == Route.UNSORTED:
        _unsorted(out, matter, user)
    elif matter.route == Route.MEDIATION and matter.mediation:
        url = reverse("disputes:dispute_detail", args=[matter.mediation.uid])
        out.main = Offer(_("看调解案件"), url)
    elif matter.route == Route.PROTECTION:
        out.main = _offer(_("打开档案"), "protection_detail", matter)
    elif matter.route == Route.RIGHTS:
        _rights(out, matter, user)
    takes = may_take(user, matter) and may(user, Act.MATTER_TAKE, matter.place_id)
    if takes and matter.status != Matter.Status.DONE and matter.owner_id != user.pk:
        out.more.append(_offer(_("接手"), "matter_take", matter))
    if _may_change_route(matter) and may_sort(user, matter):
        out.more.append(_offer(_("改办"), "matter_sort", matter))
    return out


def _unsorted(out: Offers, matter: Matter, user: User) -> None:
    if may_sort(user, matter, only_mediation=True):
        out.main = _offer(_("分办"), "matter_sort", matter)
    if may(user, Act.MATTER_PASS_UP, matter.place_id) and matter.unit_id % 1000:
        out.others.append(_offer(_("上交乡镇"), "matter_pass_up", matter))


def _rights(out: Offers, matter: Matter, user: User) -> None:
    rights = matter.rights_matter
    if rights is None:
        return
    for view, moment, act, words in RIGHTS_ACTS:
        now = rights.status in RightsMatter.ALLOWED[moment]
        if not (now and may_handle(user, act, matter) and may(user, act, matter.place_id)):
            continue
        offer = Offer(str(words), reverse(f"disputes:{view}", args=[rights.uid]))
        if view in NEXT and out.main is None:
            out.main = offer
        else:
            out.more.append(offer)


def _may_change_route(matter: Matter) -> bool:
    """Sorted, and nothing done in the branch yet."""
    if matter.status != Matter.Status.HANDLING:
        return False
    if matter.route == Route.MEDIATION:
        dispute = matter.mediation
        return dispute is not None and dispute.status == Dispute.Status.TAKEN_IN
    rights = matter.rights_matter
    return (
        matter.route == Route.RIGHTS
        and rights is not None
        and rights.status in RightsMatter.ALLOWED["leave"]
    )


def _offer(words: str, view: str, matter: Matter) -> Offer:
    return Offer(words, reverse(f"disputes:{view}", args=[matter.uid]))
