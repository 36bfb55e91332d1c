"""Pages of demonstration households: list, one award, what the village does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import Act, may_somewhere
from accounts.roles import CASE_ROLES, Role
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage, Page, VerbPage
from households import models as nouns
from households.award_history import history
from households.award_rules import Vote
from households.award_standards import DEFAULT, STEP_WORDS
from households.award_steps import face, line, next_act, steps
from households.award_work import answer_due
from households.filters.award import ENDED, AwardCount, AwardFilter
from households.forms.award import AssessForm, NominateForm, NoticeForm, VoteForm
from households.models import Award, Household
from households.models.rank import OWN, Rank, below
from households.papers import approvals
from households.queries import award as queries
from households.queries.award_rules import rules_now, rules_of
from households.queries.award_stage import counts as counts_of
from households.transitions.award import OnHold, assess, nominate, prove_residence, vote
from households.transitions.award_notice import give_notice
from households.transitions.objection import may_answer, sum_of
from households.views.award_page import title_context
from households.views.of_household import OfHousehold

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Status = Award.Status
VILLAGE_ONLY = frozenset({Role.VILLAGE_MEDIATOR})
TABS = (
    ("", "全部"),
    ("fresh", "待初评"),
    ("assessed", "待评议"),
    (Status.VOTED, "待公示"),
    (Status.NOTICED, "公示中"),
    (ENDED, "公示已满"),
    ("to_town_notice", "待乡镇公示"),
    (Status.TOWN_NOTICED, "乡镇公示"),
    ("to_approve", "待批准"),
    ("to_county_notice", "待县公示"),
    (Status.COUNTY_NOTICED, "县公示"),
    ("to_plate", "待授牌"),
    (Status.PLATED, "已授牌"),
    ("to_check", "待复核"),
    (Status.IMPROVING, "整改中"),
    (Status.REVOKED, "已摘牌"),
    (Status.ENDED, "已终止"),
    (Status.REJECTED, "未通过"),
)
# Lists from which many are taken at once: what is shown → act, page, words of the button.
BATCHES: dict[str, tuple[Act, str, str]] = {
    ENDED: (Act.AWARD_REVIEW, "households:award_batch_review", "审核"),
    "to_town_notice": (Act.AWARD_TOWN_NOTICE, "households:award_batch_town_notice", "公示"),
    "to_approve": (Act.AWARD_APPROVE, "households:award_batch_approve", "批准"),
    "to_county_notice": (Act.AWARD_COUNTY_NOTICE, "households:award_batch_county_notice", "公示"),
    "to_plate": (Act.AWARD_PLATE, "households:award_batch_plate", "授牌"),
    Status.PLATED: (Act.AWARD_CERTIFICATE, "households:award_certificates", "打印证书"),
}
# Lists from which candidates are sent to other bodies.
TO_SLIP = (Status.VOTED, Status.NOTICED, ENDED, Status.TOWN_NOTICED, "to_approve")


class AwardVerb(VerbPage):
    """A form about one award; what has to wait is told in one sentence and nothing besides."""

    audience = CASE_ROLES
    title: ClassVar[StrOrPromise] = ""
    award: Award

    def prepare(self) -> None:
        rows = Award.objects.select_related("household", "village", "campaign")
        self.award = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.award], self.award.village_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.award.version}

    def context(self) -> dict[str, Any]:
        return {"award": self.award, "title": self.title}

    def done(self, sentence: str) -> str:
        """Say what was done and go back to the award."""
        messages.success(self.request, sentence)
        return reverse("households:award_detail", args=[self.award.uid])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except OnHold as refusal:
            form = self.form_class(request.POST, **self.form_kwargs())
            return self.page(409, form=form, held=refusal.sentence, **self.context())


class AwardList(ListPage):
    """Awards of the reach with tabs by status."""

    audience = CASE_ROLES
    template_name = "households/award/list.html"
    filterset_class = AwardFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[Any]:
        return queries.award_rows(self.user).annotate(improve_by=queries.improve_by())

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today, status = timezone.localdate(), self.request.GET.get("status", "")
        batch = BATCHES.get(status)
        kept = self.request.GET.copy()
        for name in ("page", "status"):
            kept.pop(name, None)
        return {
            "lines": [line(award, self.user, today) for award in page.object_list],
            "tabs": self._tabs(status, kept.urlencode()),
            "kept": kept.urlencode(),
            "improving": status == Status.IMPROVING,
            "batch": batch and may_somewhere(self.user, batch[0]) and (reverse(batch[1]), batch[2]),
            "may_nominate": may_somewhere(self.user, Act.AWARD_NOMINATE),
            "slip_url": self._slip_url(status),
        }

    def _slip_url(self, status: str) -> str:
        may = status in TO_SLIP and may_somewhere(self.user, Act.AWARD_SLIP)
        return reverse("households:award_slip_send") if may else ""

    def _tabs(self, status: str, kept: str) -> list[dict[str, Any]]:
        data = self.request.GET.copy()
        data.pop("status", None)
        whole = AwardCount(data, queryset=self.rows(), request=self.request).qs
        counts = counts_of(whole, [code for code, _label in TABS], timezone.localdate())
        return [
            {
                "label": _(label),
                "count": counts[code],
                "url": f"?status={code}&{kept}" if kept else f"?status={code}",
                "current": code == status,
            }
            for code, label in TABS
            if counts[code] or code in ("", status)
        ]


class AwardDetail(Page):
    """One award: steps, notice in figures, objections, what followed the title, history."""

    audience = CASE_ROLES
    template_name = "households/award/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = Award.objects.select_related(
            *("household", "village", "campaign__county", "rules"),
            *("nominated_by", "reviewed_by", "approved_by"),
        )
        award = rows.fetch(self.user, uid=uid)
        self.note_reading([award], award.village_id)
        today = timezone.localdate()
        objections = list(award.objections.select_related("recorded_by", "answered_by"))
        waiting = [o for o in objections if o.answered_on is None]
        due = answer_due(waiting)
        return self.page(
            award=award,
            steps=steps(award),
            face=face(award, today, bool(waiting)),
            next=next_act(award, self.user, today, bool(waiting)),
            notice=queries.notice_of(award, today),
            sheets=queries.notices_of(self.user, award),
            total=sum_of(award),
            objections=[(o, due.get(o.pk), may_answer(self.user, o)) for o in objections],
            waiting=waiting,
            entries=history(award),
            **title_context(self.user, award),
            **self._buttons(award, today, bool(waiting)),
        )

    def _buttons(self, award: Award, today: Any, objected: bool) -> dict[str, bool]:
        def may(act: Act) -> bool:
            return acts.may(self.user, act, award.village_id)

        on = award.status in Award.UP
        up = on and award.notice_from <= today and (today <= award.notice_until or objected)
        over = on and today > award.notice_until and not objected
        first = award.status == Status.NOTICED
        return {
            "may_object": up and may(Act.AWARD_OBJECT),
            "may_residence": award.status in Award.ON_THE_WAY
            and award.residence_on is None
            and may(Act.AWARD_RESIDENCE),
            "may_end": award.status in Award.ALLOWED["end"] and may(Act.AWARD_END),
            "may_return": (over and first and may(Act.AWARD_REVIEW))
            or (over and not first and may(Act.AWARD_APPROVE))
            or (award.status == Status.REVIEWED and may(Act.AWARD_APPROVE)),
        }


class AwardForm(Page):
    """示范户申报审批表 of one award, masked; whole names leave only as an export with a reason."""

    audience = CASE_ROLES
    template_name = "households/paper/form.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = Award.objects.select_related("household", "village", "campaign", "rules")
        award = rows.fetch(self.user, uid=uid)
        self.note_reading([award], award.village_id)
        back = reverse("households:award_detail", args=[uid])
        form = approvals.one(award, self.user, masked=True)
        return self.page(form=form, back_url=back, back_words=_("示范户推荐"), short=_("审批表"))


class NomineeList(ListPage):
    """Households of one's village that can be chosen for a level; the same list for every state of
    life."""

    audience = VILLAGE_ONLY
    template_name = "households/award/nominees.html"
    logs_reading = True

    def rows(self) -> models.QuerySet[Household]:
        self.place = self.user.postings_today[0].division
        self.rank = rank_asked(self.request)
        self.campaign = queries.campaign_now(self.place.code, timezone.localdate())
        if self.campaign is None:
            return Household.objects.none()
        typed = self.request.GET.get("q", "")
        return queries.nominees(self.user, self.campaign, typed, self.rank)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        campaign = self.campaign
        rules = rules_now(campaign.pk) if campaign else None
        quota = (
            queries.quota_of(self.place.code, campaign.pk, self.rank, rules)
            if campaign and rules
            else None
        )
        ranks = [(r.value, r.label) for r in OWN]
        return {"place": self.place, "campaign": campaign, "quota": quota} | {
            "rank": self.rank,
            "ranks": ranks,
            "lower": below(self.rank),
        }


def rank_asked(request: HttpRequest) -> Rank:
    """The level named in the address; the village's for none."""
    asked = request.GET.get("rank", "")
    return Rank(asked) if asked in OWN else Rank.VILLAGE


class AwardNominate(OfHousehold, AwardVerb):
    """推荐一户, or its own application: one page on a phone."""

    audience = VILLAGE_ONLY
    template_name = "households/award/nominate.html"
    form_class = NominateForm

    def prepare(self) -> None:
        super().prepare()
        self.rank = rank_asked(self.request)
        campaign = queries.campaign_now(self.household.village_id, timezone.localdate())
        self.rules = rules_now(campaign.pk) if campaign else DEFAULT

    def form_kwargs(self) -> dict[str, Any]:
        return {"standards": [(s.code, s.words) for s in self.rules.standards]}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid4(), "source": Award.Source.VILLAGE}

    def context(self) -> dict[str, Any]:
        skipped = [STEP_WORDS[step] for step in self.rules.skipped(self.rank)]
        return {"household": self.household, "rank": self.rank, "skipped": skipped}

    def perform(self, data: dict[str, Any]) -> str:
        self.award = nominate(
            self.household, uid=data.pop("client_uuid"), rank=self.rank, by=self.user, **data
        )
        return self.done(_("已登记，请小组初评，再开村民代表会议评议。"))


class AwardAssess(AwardVerb):
    """登记小组意见."""

    audience = VILLAGE_ONLY
    template_name = "households/award/assess.html"
    title = gettext_lazy("登记小组意见")
    form_class = AssessForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"assessed_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        rules = rules_of(self.award)
        asks = {"residence": self.award.residence_on is None, "standards": rules.standards}
        return super().context() | asks

    def perform(self, data: dict[str, Any]) -> str:
        if data.pop("proved") and self.award.residence_on is None:
            prove_residence(self.award, by=self.user, version=data.pop("version"))
        data.pop("version", None)
        assess(self.award, by=self.user, **data)
        return self.done(_("小组意见已登记，请开村民代表会议评议。"))


class AwardVote(AwardVerb):
    """登记评议结果."""

    audience = VILLAGE_ONLY
    template_name = "households/award/vote.html"
    title = gettext_lazy("登记评议")
    form_class = VoteForm

    def initial(self) -> dict[str, Any]:
        last = queries.last_vote(self.user, self.award)
        if last is None:
            return super().initial() | {"vote_on": timezone.localdate()}
        return super().initial() | {
            "vote_on": last.vote_on,
            "due": last.vote_due,
            "present": last.vote_present,
        }

    def perform(self, data: dict[str, Any]) -> str:
        row = vote(
            self.award,
            vote_on=data.pop("vote_on"),
            version=data.pop("version"),
            count=Vote(**data),
            by=self.user,
        )
        if row.status == Status.VOTED:
            return self.done(_("评议通过，可以发公示了。"))
        return self.done(_("评议没有过半数同意，这一户今年不再推荐。"))


class AwardNotice(AwardVerb):
    """把评议通过的几户一起公示."""

    audience = VILLAGE_ONLY
    template_name = "households/award/notice.html"
    title = gettext_lazy("发公示")
    form_class = NoticeForm

    def prepare(self) -> None:
        super().prepare()
        self.together = queries.waiting_for_notice(self.user, self.award)
        self.note_reading(self.together, self.award.village_id)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "choices": [
                (str(row.uid), f"{row.household.head_name}\n{row.get_kind_display()}")
                for row in self.together
            ]
        }

    def initial(self) -> dict[str, Any]:
        return {
            "awards": [str(row.uid) for row in self.together],
            "notice_from": timezone.localdate(),
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"workdays": rules_of(self.award).days(Rank.VILLAGE)}

    def perform(self, data: dict[str, Any]) -> str:
        rows = give_notice(
            [UUID(uid) for uid in data["awards"]],
            notice_from=data["notice_from"],
            place=data["place"],
            phone=data["phone"],
            by=self.user,
        )
        until = zh_day(rows[0].notice_until)
        told = _("已公示%(n)d户，%(until)s期满。") % {"n": len(rows), "until": until}
        messages.success(self.request, told)
        notice = nouns.AwardNotice.objects.fetch(self.user, pk=rows[0].notice_id)
        return reverse("households:award_notice_sheet", args=[notice.uid])
