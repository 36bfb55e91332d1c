"""Acts on a draft: hand in, send back, publish, give up, replace by a file; and its effect."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from accounts.views.verb import PlainVerb
from campaigns.models import Division, Level
from reports import queries_rubric as queries
from reports import rubric_forms as shapes
from reports.models import RubricDraft, ScoringRun
from reports.rubric_editing.checking import check
from reports.rubric_editing.files import content_of
from reports.rubric_effect.changes import changes
from reports.rubric_effect.effect import Effect, effect
from reports.rules import Rubric as Rules
from reports.rules import rubric_from_dict
from reports.transitions import rubric_draft as verbs
from reports.transitions.rubric import rubrics_for
from reports.views.rubric import REVIEWERS, WRITERS
from reports.views.rubric_draft import DraftPage

CHANGES = 6  # told in words before publishing
Told = tuple[type[forms.Form], Any, Any, Any, frozenset[Role]]
ACTS: dict[str, Told] = {
    "submit": (
        shapes.SubmitForm, gettext_lazy("送审"), gettext_lazy("送平安办审定"),
        gettext_lazy("送审后不能再改；平安办可以退回。启用以后，改动要另起草新的版本。"), WRITERS,
    ),
    "return": (
        shapes.ReturnForm, gettext_lazy("退回"), gettext_lazy("退回县妇联"),
        gettext_lazy("草稿回到起草中，意见显示在草稿页上。"), REVIEWERS,
    ),
    "publish": (
        shapes.VersionForm, gettext_lazy("发布并启用"), gettext_lazy("发布并启用"),
        gettext_lazy(
            "发布后这一版不能再改，以后的计算都按它；已经算出的结果仍按原来的细则，直到重新计算。"
            "起草和审定要由两个人办。"
        ), REVIEWERS,
    ),
    "drop": (
        shapes.VersionForm, gettext_lazy("作废草稿"), gettext_lazy("作废"),
        gettext_lazy("作废的草稿留着可以看，不能再改、再送。"), WRITERS,
    ),
    "replace": (
        shapes.ReplaceForm, gettext_lazy("用文件替换草稿"), gettext_lazy("检查并替换"),
        gettext_lazy("整份草稿换成文件里的内容；有错会指出是哪一格，不勾选就一处也不改。"), WRITERS,
    ),
}  # fmt: skip


class DraftVerb(PlainVerb):
    """One act on a draft, named by ?act=."""

    audience = WRITERS | REVIEWERS
    draft: RubricDraft
    asked: str

    def prepare(self) -> None:
        self.draft = queries.drafts(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.asked = self.request.GET.get("act", "submit")
        if self.asked not in ACTS:
            raise Http404
        form, self.heading, self.button, self.hint, _who = ACTS[self.asked]  # type: ignore[misc]
        self.form_class = form  # type: ignore[misc]
        self.ends = self.asked in ("drop", "return")  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        return {"version": self.draft.version, "reason": self._reason()}

    def _reason(self) -> str:
        return self.draft.reason if self.asked == "submit" else ""

    def sub(self) -> str:
        return f"{self.draft.content.get('name', '')} {self.draft.content.get('version', '')}"

    def way(self) -> list[tuple[str, str]]:
        draft = reverse("reports:rubric_draft", args=[self.draft.uid])
        return [(_("考核细则"), reverse("reports:rubric_list")), (_("草稿"), draft)]

    def facts(self) -> list[tuple[str, Any]]:
        faults = check(self.draft.content).faults
        found: list[tuple[str, Any]] = [
            (_("适用"), self.draft.get_level_display()),
            (_("状态"), self.draft.get_status_display()),
        ]
        if faults:
            found.append((_("还要改"), _("%(n)d处") % {"n": len(faults)}))
        if self.asked == "publish":
            found += [
                (_("起草"), self.draft.drafted_by.name),
                (_("修改理由"), self.draft.reason),
                (_("改动"), self._changes()),
            ]
        return found

    def _changes(self) -> str:
        """What differs from the text in force, the first few in words."""
        rules = check(self.draft.content).rules
        force = rubrics_for(self.draft.campaign, by=self.user)[Level(self.draft.level)]
        if rules is None:
            return "—"
        found = changes(rubric_from_dict(force.rubric.content), rules)
        said = [f"{one.code} {one.name}：{'，'.join(one.words)}".strip() for one in found[:CHANGES]]
        more = _("；还有%(n)d处") % {"n": len(found) - CHANGES} if len(found) > CHANGES else ""
        return "；".join(said) + more if said else _("与在用的没有不同")

    def perform(self, data: dict[str, Any]) -> str:
        draft, version = self.draft, data["version"]
        common = {"by": self.user, "version": version}
        if self.asked == "submit":
            verbs.submit(draft, reason=data["reason"], **common)
            return self.done(_("已送平安办审定。"))
        if self.asked == "return":
            verbs.send_back(draft, reason=data["reason"], **common)
            return self.done(_("已退回，意见显示在草稿页上。"))
        if self.asked == "drop":
            verbs.drop(draft, **common)
            return self.done(_("草稿已作废。"), reverse("reports:rubric_list"))
        if self.asked == "replace":
            content = content_of(data["file"], faulty=data["faulty"])
            verbs.save(draft, content=content, **common)
            return self.done(_("草稿已换成文件里的内容。"))
        made = verbs.publish(draft, **common)
        address = reverse("reports:rubric_text", args=[made.rubric.uid])
        return self.done(_("已发布并启用%(v)s。") % {"v": made.rubric.version}, address)


class DraftEffect(DraftPage):
    """效果: every unit under the text in force and under the draft (features 24)."""

    template_name: ClassVar[str] = "reports/rubric/effect.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        draft = self.found(uid)
        checked = check(draft.content)
        runs = queries.base_runs(self.user, draft.campaign)
        run = self._run(runs)
        found: Effect | None = None
        if checked.rules is not None and run is not None:
            found = effect(
                ScoringRun.objects.visible_to(self.user)
                .select_related("campaign__county", "county", "township_rubric", "village_rubric")
                .get(pk=run.pk),
                Level(draft.level),
                checked.rules,
                user=self.user,
                force=self._force(draft),
            )
        shown, groups, township = _part_of(found, request.GET.get("township", ""))
        names = dict(
            Division.objects.below(draft.county, Level.TOWNSHIP).values_list("code", "name")
        )
        return self.page(
            run=run,
            runs=runs,
            effect=found,
            units=shown,
            groups=[(code, names.get(int(code), code)) for code in groups],
            township=township,
            opened=request.GET.get("open", ""),
            **self.frame(draft, checked),
        )

    def _force(self, draft: RubricDraft) -> Rules:
        """The text of the draft's year and level that is in force."""
        force = rubrics_for(draft.campaign, by=self.user)[Level(draft.level)]
        return rubric_from_dict(force.rubric.content)

    def _run(self, runs: list[ScoringRun]) -> ScoringRun | None:
        asked = self.request.GET.get("run", "")
        return next((run for run in runs if str(run.uid) == asked), runs[0] if runs else None)


def _part_of(found: Effect | None, asked: str) -> tuple[list[Any], list[str], str]:
    """Units to show in the order of the new ranking: all townships, or one group of villages."""
    if found is None:
        return [], [], ""
    order = sorted(found.units, key=lambda u: (u.group, u.after_rank or 10**6, u.code))
    if found.level == Level.TOWNSHIP:
        return order, [], ""
    groups = sorted({unit.group for unit in order})
    chosen = asked if asked in groups else (groups[0] if groups else "")
    return [unit for unit in order if unit.group == chosen], groups, chosen
