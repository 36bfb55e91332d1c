"""Pages of a title: yearly re-check, reward, plate photo, certificate, steps of a revocation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import Act
from accounts.drawing.faults import DocumentError
from accounts.refusals import Forbidden, NotTheMoment
from accounts.roles import CASE_ROLES, Role
from accounts.templatetags.words import zh_date
from accounts.views.base import Page
from accounts.views.download import file_answer
from accounts.views.verb import PlainVerb
from households.forms import award_title as forms
from households.models import Award, AwardCheck, AwardRevocation
from households.prints import certificate as paper
from households.queries.award import award_rows, campaign_now
from households.transitions import award_revoke as verbs
from households.transitions.award import prove_residence
from households.transitions.award_notice import keep_photo
from households.transitions.award_title import check, end, improved, record_above, reward
from households.views.award_batch import chosen_rows
from households.views.award_page import next_above

VILLAGE_ONLY = frozenset({Role.VILLAGE_MEDIATOR})
COUNTY_ONLY = frozenset({Role.COUNTY_FEDERATION})
PRINTERS = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
Status = AwardRevocation.Status


class TitleVerb(PlainVerb):
    """A form about one award, drawn like every other."""

    audience = CASE_ROLES
    award: Award

    def prepare(self) -> None:
        rows = Award.objects.select_related("household", "village", "campaign__county", "rules")
        self.award = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.award], self.award.village_id)

    def sub(self) -> str:
        return f"{self.award.household.head_name} 家，{self.award.village.name}"

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("工作台"), reverse("home")),
            (_("示范户创评"), reverse("households:award_list")),
            (
                self.award.village.name,
                reverse("households:award_detail", args=[self.award.uid]),
            ),
        ]

    def initial(self) -> dict[str, Any]:
        return {"version": self.award.version}


class AwardCheckPage(TitleVerb):
    """年度复核; for a title that is improving, whether the improvement holds."""

    audience = VILLAGE_ONLY
    button = gettext_lazy("登记")

    @property
    def improving(self) -> bool:
        """Whether the title waits for its improvement to be looked at."""
        return self.award.status == Award.Status.IMPROVING

    @property
    def heading(self) -> str:  # type: ignore[override]
        return _("登记整改合格") if self.improving else _("年度复核")

    @property
    def form_class(self) -> type[Form]:  # type: ignore[override]
        return forms.ImprovedForm if self.improving else forms.CheckForm

    def hint_words(self) -> str:
        """What happens then."""
        return _("整改不合格的，不在这里登记，请在示范户页面提出摘牌，先听本户意见。")

    def context(self) -> dict[str, Any]:
        return super().context() | {"hint": self.hint_words()}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"checked_on": timezone.localdate()}

    def facts(self) -> list[tuple[str, Any]]:
        found = [(_("牌号"), self.award.plate_number), (_("授牌"), zh_date(self.award.plated_on))]
        last = AwardCheck.objects.filter(award=self.award).first()
        if last and last.improve_by:
            found += [
                (_("整改到期"), zh_date(last.improve_by)),
                (_("复核情况"), last.words),
            ]
        return found

    def act(self, data: dict[str, Any]) -> str:
        if self.improving:
            improved(self.award, by=self.user, **data)
            return _("整改合格，称号保持。")
        made = check(self.award, by=self.user, **data)
        if made.result == AwardCheck.Result.KEEP:
            return _("已复核，称号保持。")
        return _("已复核，限%(day)s前整改。") % {"day": zh_date(made.improve_by)}


class AwardReward(TitleVerb):
    """登记奖励."""

    form_class = forms.RewardForm
    heading = gettext_lazy("登记奖励")
    button = gettext_lazy("登记奖励")
    hint = gettext_lazy("记录荣誉给这一户带来的实惠：积分、贷款、体检、慰问等。")

    def initial(self) -> dict[str, Any]:
        return {"given_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        reward(self.award, by=self.user, **data)
        return _("奖励已登记。")


class AwardPlatePhoto(TitleVerb):
    """存牌匾照片."""

    form_class = forms.PlatePhotoForm
    heading = gettext_lazy("存牌匾照片")
    button = gettext_lazy("存照片")

    def act(self, data: dict[str, Any]) -> str:
        keep_photo(data=data["photo"].read(), award=self.award, by=self.user)
        return _("照片已存。")


class AwardEnd(TitleVerb):
    """本户不再参加, before the plate or after."""

    audience = VILLAGE_ONLY
    form_class = forms.VersionForm
    heading = gettext_lazy("本户不再参加")
    button = gettext_lazy("登记不再参加")
    hint = gettext_lazy("本户自己提出不再参加或不再保留称号的，登记后终止，不影响以后再申请。")
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        end(self.award, by=self.user, version=data["version"])
        return _("已登记，这一户不再参加。")


class AwardResidence(TitleVerb):
    """核对居住证明, when the household brought it after the group had been there."""

    audience = VILLAGE_ONLY
    form_class = forms.VersionForm
    heading = gettext_lazy("核对居住证明")
    button = gettext_lazy("登记已核对")
    hint = gettext_lazy("看过户口簿、居住证或租住合同再登记，只记核对日期，不留复印件。")

    def act(self, data: dict[str, Any]) -> str:
        prove_residence(self.award, by=self.user, version=data["version"])
        return _("居住证明已核对。")


class AwardAbove(TitleVerb):
    """登记上级命名: the next title above the county's, from the document."""

    audience = COUNTY_ONLY
    form_class = forms.AboveForm
    button = gettext_lazy("登记")
    hint = gettext_lazy("市级、省级由上级命名，这里照文件登记，不再评议和公示。")

    def prepare(self) -> None:
        super().prepare()
        rank = next_above(self.award)
        campaign = campaign_now(self.award.village_id, timezone.localdate())
        if rank is None or campaign is None:
            raise NotTheMoment(_("市级从县级示范户、省级从市级示范户里命名，这一户现在不能登记。"))
        self.rank, self.campaign = rank, campaign

    @property
    def heading(self) -> str:  # type: ignore[override]
        return _("登记%(rank)s命名") % {"rank": self.rank.label}

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("现有称号"), f"{self.award.title}，{self.award.plate_number}")]

    def initial(self) -> dict[str, Any]:
        return {"granted_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        made = record_above(
            self.award.household, self.campaign, rank=self.rank, by=self.user, **data
        )
        here = reverse("households:award_detail", args=[made.uid])
        return self.done(_("已登记%(title)s。") % {"title": made.title}, here)


@dataclass(frozen=True)
class Step:
    """One step of a revocation as the page shows it."""

    act: Act
    heading: str | Promise
    button: str | Promise
    form: type[Form]
    verb: Callable[..., Any]
    done: str | Promise


OPENING = Step(
    Act.AWARD_REVOKE,
    gettext_lazy("提出摘牌"),
    gettext_lazy("提出摘牌"),
    forms.FactsForm,
    verbs.open_revocation,
    gettext_lazy("已提出，请村里填写意见。"),
)
STEPS: dict[str, Step] = {
    Status.FACTS: Step(
        Act.AWARD_OPINION,
        gettext_lazy("摘牌：村里意见"),
        gettext_lazy("填写意见"),
        forms.WordsForm,
        verbs.village_opinion,
        gettext_lazy("村里意见已登记，请乡镇提出建议。"),
    ),
    Status.VILLAGE: Step(
        Act.AWARD_PROPOSE,
        gettext_lazy("摘牌：乡镇建议"),
        gettext_lazy("提出建议"),
        forms.WordsForm,
        verbs.propose,
        gettext_lazy("建议已登记，请听取本户意见。"),
    ),
    Status.PROPOSED: Step(
        Act.AWARD_HEAR,
        gettext_lazy("摘牌：听取本户意见"),
        gettext_lazy("登记意见"),
        forms.HearForm,
        verbs.hear,
        gettext_lazy("本户意见已登记，请县妇联决定。"),
    ),
    Status.HEARD: Step(
        Act.AWARD_DECIDE,
        gettext_lazy("摘牌：决定"),
        gettext_lazy("作出决定"),
        forms.DecideForm,
        verbs.decide,
        gettext_lazy("决定已登记。"),
    ),
}
BACK = Step(
    Act.AWARD_PLATE_BACK,
    gettext_lazy("摘牌：收回牌匾"),
    gettext_lazy("登记收回"),
    forms.BackForm,
    verbs.plate_back,
    gettext_lazy("牌匾已收回。"),
)
CORRECTION = Step(
    Act.AWARD_CORRECT,
    gettext_lazy("摘牌：发公告"),
    gettext_lazy("发公告"),
    forms.CorrectForm,
    verbs.correct,
    gettext_lazy("摘牌公告已发。"),
)


class AwardRevoke(TitleVerb):
    """The next step of a revocation, whichever it is; who may not take it is told whose turn it
    is."""

    revocation: AwardRevocation | None
    ends = True

    def prepare(self) -> None:
        super().prepare()
        self.revocation = AwardRevocation.objects.visible_to(self.user).filter(
            award=self.award
        ).first()  # fmt: skip
        if self.revocation and self.revocation.status == Status.KEPT and self._held:
            self.revocation = None
        step = self._step()
        if step is None:
            raise NotTheMoment(_("摘牌已经办完，没有下一步。"))
        self.step = step
        if not acts.may(self.user, step.act, self.award.village_id):
            roles = acts.names(acts.ALLOWED[step.act])
            raise Forbidden(_("这一步由%(roles)s办理。") % {"roles": roles})

    @property
    def _held(self) -> bool:
        return self.award.status in Award.HELD

    def _step(self) -> Step | None:
        row = self.revocation
        if row is None:
            return OPENING
        if row.status in STEPS:
            return STEPS[row.status]
        left = [] if row.plate_back_on else [BACK]
        left += [] if row.correction_id else [CORRECTION]
        mine = [s for s in left if acts.may(self.user, s.act, self.award.village_id)]
        return next(iter([*mine, *left]), None)

    @property
    def heading(self) -> str | Promise:  # type: ignore[override]
        return self.step.heading

    @property
    def button(self) -> str | Promise:  # type: ignore[override]
        return self.step.button

    @property
    def form_class(self) -> type[Form]:  # type: ignore[override]
        return self.step.form

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        row = self.revocation
        days = {"heard_on": today, "returned_on": today, "notice_from": today}
        return days | {"version": row.version if row else self.award.version}

    def facts(self) -> list[tuple[str, Any]]:
        row = self.revocation
        if row is None:
            return [(_("牌号"), self.award.plate_number)]
        found = [(_("情形"), row.get_ground_display()), (_("事实和依据"), row.facts)]
        for label, words in (
            (_("村里意见"), row.village_opinion),
            (_("乡镇建议"), row.proposal),
            (_("本户意见"), row.heard_words or row.get_hearing_display()),
            (_("决定理由"), row.decision),
        ):
            if words:
                found.append((label, words))
        return found

    def act(self, data: dict[str, Any]) -> str:
        self.step.verb(self.revocation or self.award, by=self.user, **data)
        return str(self.step.done)


def _address(request: HttpRequest) -> Callable[[str], str]:
    return lambda code: request.build_absolute_uri(reverse("campaigns:verify", args=[code]))


class AwardCertificate(Page):
    """荣誉证书 of one title."""

    audience = PRINTERS

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = award_rows(self.user).filter(status__in=Award.HELD, uid=uid).first()
        if row is None:
            raise Http404
        return certificates(self, [row])


class AwardCertificates(Page):
    """荣誉证书 of those chosen on the list, or of all it shows; two hundred at most."""

    audience = PRINTERS

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = chosen_rows(self.user, request, str(Award.Status.PLATED))
        found = list(rows.filter(status__in=Award.HELD)[: paper.MOST + 1])
        if not found:
            raise Http404
        if len(found) > paper.MOST:
            raise NotTheMoment(
                _("一次最多打印%(most)d份证书，请按村或乡镇筛选后再打印。") % {"most": paper.MOST}
            )
        return certificates(self, found)


def certificates(page: Page, rows: list[Award]) -> HttpResponse:
    """The certificates as one PDF; who took out which stands in the read log. A rare character
    without a glyph is named and nothing is printed."""
    for row in rows:
        acts.require(page.user, Act.AWARD_CERTIFICATE, row.village_id)
    page.note_reading(rows)
    try:
        data = paper.pdf(
            [paper.of_award(row, _address(page.request)) for row in rows],
            title=str(_("荣誉证书")),
            author=f"{rows[0].campaign.county.name}妇女联合会",
        )
    except DocumentError as fault:
        raise NotTheMoment(str(fault)) from None
    return file_answer("pdf", data, "certificate", shown=True)
