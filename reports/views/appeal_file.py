"""Filing an appeal (申诉): of a line or of a veto, and whether there is a window for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import ALLOWED, Act
from accounts.templatetags.words import zh_date, zh_day
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from reports import queries
from reports.fair_forms import (
    AppealForm,
    VetoAppealForm,
)
from reports.models import ScoreLine, ScoreSheet
from reports.sheet_rows import rules_of
from reports.small_counts import told
from reports.transitions import appeal as verbs


class AppealFile(PlainVerb):
    """提出申诉: ?run=UID&unit=CODE&line=CODE, or ?veto=UID."""

    audience = ALLOWED[Act.APPEAL_FILE]
    heading = gettext_lazy("提出申诉")
    button = gettext_lazy("提出申诉")
    hint = gettext_lazy("提出以后有回执编号和答复期限。申诉不影响本单位的任何得分和评比。")

    def prepare(self) -> None:
        self.veto = self.line = None
        asked = {key: self.request.GET.get(key, "") for key in ("run", "unit", "line", "veto")}
        try:
            if asked["veto"]:
                self.veto = queries.vetoes(self.user).fetch(self.user, uid=UUID(asked["veto"]))
                self.form_class = VetoAppealForm  # type: ignore[misc]
                acts.require(self.user, Act.APPEAL_FILE, self.veto.unit_id)
                return
            run, unit = UUID(asked["run"]), int(asked["unit"])
        except ValueError:
            raise Http404 from None
        lines = ScoreLine.objects.select_related(
            "sheet__run__campaign", "sheet__run__township_rubric", "sheet__run__village_rubric",
            "unit",
        ).defer("sheet__run__frozen")  # fmt: skip
        self.line = lines.fetch(self.user, sheet__run__uid=run, unit_id=unit, code=asked["line"])
        self.form_class = AppealForm  # type: ignore[misc]
        acts.require(self.user, Act.APPEAL_FILE, unit)

    def sub(self) -> str:
        return self.veto.unit.name if self.veto else self.line.unit.name if self.line else ""

    def facts(self) -> list[tuple[str, Any]]:
        if self.line is None:
            assert self.veto is not None
            return [
                (_("事项"), _("一票否决：%(ground)s") % {"ground": self.veto.get_ground_display()}),
                (_("决定"), f"{self.veto.document_number} {zh_date(self.veto.decided_on)}"),
            ]
        run, line = self.line.sheet.run, self.line
        indicator = rules_of(run, line.sheet.level).indicator(line.code)
        facts = [
            (_("指标"), f"{line.code} {indicator.name}"),
            (_("现得分"), f"{line.points}/{line.cap}　{told(line, indicator, self.user).filled}"),
        ]
        window = verbs.window_of(run)
        if window:
            words = {"first": zh_day(window[0]), "last": zh_day(window[1])}
            facts.append((_("申诉期"), _("%(first)s至%(last)s") % words))
        return facts

    def way(self) -> list[tuple[str, str]]:
        if self.veto is not None:
            return [(_("一票否决"), reverse("reports:veto_detail", args=[self.veto.uid]))]
        assert self.line is not None
        run = self.line.sheet.run
        sheet = reverse("reports:sheet", args=[run.uid, self.line.unit_id])
        return [(_("评分表"), f"{sheet}?open={self.line.code}#l{self.line.code}")]

    def perform(self, data: dict[str, Any]) -> str:
        files = data.pop("proof")
        if self.veto is not None:
            made = verbs.file_against_veto(veto=self.veto, files=files, by=self.user, **data)
        else:
            assert self.line is not None
            line = self.line
            made = verbs.file(
                run=line.sheet.run, unit=line.unit, code=line.code, files=files, by=self.user,
                **data,
            )  # fmt: skip
        return self.done(
            _("已提出，回执编号%(number)s，%(day)s前答复。")
            % {"number": made.receipt, "day": zh_day(made.reply_by)},
            reverse("reports:appeal_detail", args=[made.uid]),
        )


def may_appeal(page: Page, sheet: ScoreSheet) -> bool:
    """Whether the lines of a sheet may be appealed by this reader today."""
    if not acts.may(page.user, Act.APPEAL_FILE, sheet.unit_id):
        return False
    window = verbs.window_of(sheet.run)
    return bool(window) and window[0] <= timezone.localdate() <= window[1]  # type: ignore[index]
