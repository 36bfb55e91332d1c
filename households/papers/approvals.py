"""示范户申报审批表: one form for each household nominated within the half-year, and one alone
(domain J2: 户主, 成员, 住址, 事迹, 自评, 小组/村/乡/县意见（章）, 公示起止, 结果, 牌号)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Entry, Form
from accounts.models import User
from accounts.templatetags.words import mask_name, zh_date
from households.models import Award, AwardNotice, Member
from households.papers.base import FORMS_MOST, Made, Paper, Scope
from households.papers.periods import HALF
from households.papers.registration import member_table, members_of
from households.queries.award_rules import rules_of

TITLE = gettext_lazy("平安家庭示范户申报审批表")


class Approvals(Paper):
    """平安家庭示范户申报审批表."""

    key = "approvals"
    title = TITLE
    about = gettext_lazy("一户一张：户主、成员、住址、事迹、自评、各级意见、公示起止、结果、牌号")
    period = HALF

    def make(self, scope: Scope, *, masked: bool) -> Made:
        rows = list(
            Award.objects.visible_to(scope.user)
            .filter(
                scope.inside(),
                nominated_on__gte=scope.days.first,
                nominated_on__lte=scope.days.last,
            )
            .exclude(source=Award.Source.ABOVE)
            .select_related("household__village", "village", "campaign", "rules")
            .order_by("village_id", "household__number", "pk")[:FORMS_MOST]
        )
        members = members_of([row.household_id for row in rows], scope.user)
        notices = notices_of(rows, scope.user)
        forms = [
            form(row, members.get(row.household_id, []), notices.get(row.pk, []), masked=masked)
            for row in rows
        ]
        keys = [row.pk for row in rows]
        return Made(forms=forms, noun="households.award", keys=keys, rows=len(rows))


def notices_of(rows: Sequence[Award], user: User) -> dict[int, list[AwardNotice]]:
    """The notices of these awards inside the reach; one query."""
    keys = {row.pk for row in rows}
    found = AwardNotice.objects.visible_to(user).filter(awards__overlap=sorted(keys))
    out: dict[int, list[AwardNotice]] = {}
    for notice in found.defer("printed", "lines").order_by("starts", "pk") if keys else ():
        for key in keys.intersection(notice.awards):
            out.setdefault(key, []).append(notice)
    return out


def one(award: Award, user: User, *, masked: bool) -> Form:
    """The form of one award."""
    members = members_of([award.household_id], user).get(award.household_id, [])
    notices = notices_of([award], user).get(award.pk, [])
    return form(award, members, notices, masked=masked)


def form(
    row: Award, members: Sequence[Member], notices: Sequence[AwardNotice], *, masked: bool
) -> Form:
    """Opinions stand where they were given; what is not there yet is left for the pen and seal."""
    home = row.household
    name = mask_name(home.head_name) if masked else home.head_name
    address = (_("（已隐去）") if masked else home.address) if home.address else None
    words = {s.code: s.words for s in rules_of(row).standards}
    ticked = "、".join(words[code] for code in row.ticked if code in words) or None
    made = Form(
        title=str(TITLE),
        unit=row.village.name,
        number=row.plate_number,
        width=3,
        members=member_table(members, masked=masked),
        members_after=1,
        lines=[
            [
                Entry(_("户主"), name),
                Entry(_("级别"), row.get_rank_display()),
                Entry(_("类别"), row.get_kind_display() or None),
            ],
            [
                Entry(_("住址"), address, across=2),
                Entry(_("来源"), row.get_source_display()),
            ],
            [Entry(_("事迹"), row.story, across=3, lines=5)],
            [Entry(_("自评"), ticked, across=3, lines=2)],
            *_opinions(row),
            [Entry(_("公示起止"), _spans(notices), across=3, lines=2)],
            [
                Entry(_("结果"), row.get_status_display(), across=2),
                Entry(_("牌号"), row.plate_number or None),
            ],
        ],
    )
    made.signers = ((_("推荐日期"), zh_date(row.nominated_on)),)
    return made


def _opinions(row: Award) -> list[list[Entry]]:
    vote = None
    if row.vote_on:
        vote = _(
            "%(day)s评议：应到%(due)d，实到%(present)d，同意%(yes)d，反对%(no)d，弃权%(none)d"
        ) % {
            "day": zh_date(row.vote_on),
            "due": row.vote_due,
            "present": row.vote_present,
            "yes": row.vote_for,
            "no": row.vote_against,
            "none": row.vote_abstain,
        }
    given = (
        (_("小组意见"), _dated(row.group_opinion, row.group_on)),
        (_("村意见（章）"), vote),
        (_("乡镇意见（章）"), _dated(row.review_opinion, row.reviewed_on)),
        (_("县意见（章）"), _dated(row.approve_opinion, row.approved_on)),
    )
    return [[Entry(label, words, across=3, lines=2)] for label, words in given]


def _dated(words: str, day: date | None) -> str | None:
    return f"{words}　{zh_date(day)}" if words and day else None


def _spans(notices: Sequence[AwardNotice]) -> str | None:
    spans = [f"{n.get_rank_display()} {zh_date(n.starts)}至{zh_date(n.until)}" for n in notices]
    return "；".join(spans) or None
