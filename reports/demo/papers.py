"""Papers of the demo year's result, through the verbs: a circular that went out, a ranking that was
withdrawn, a list that is approved, letters and a score sheet in draft, the report as Word and
Excel, a bulletin. Few, so that the worker is soon done; the others are made on demand."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns.models import Division, Level
from reports.assembling import Heading
from reports.demo.county import INVENTED_TOWNSHIP
from reports.models import Document, ScoringRun
from reports.transitions import document as verbs
from reports.transitions import document_request as asking
from reports.transitions.result_bulletin import draft_result_bulletin

Kind = Document.Kind
LETTERS = 3


def play(report: Document, wait: Callable[[Document], None], origin: str = "") -> None:
    """Nothing where papers are there already. wait: until a paper is drawn."""
    with scope.as_system():
        run = ScoringRun.objects.select_related("county", "campaign__county").get(pk=report.run_id)
        maker = User.objects.get(username="pinganban")
        head = User.objects.get(username="xianfulian")
        if Document.objects.filter(run=run).exclude(pk=report.pk).exists():
            return
    if run.stage == ScoringRun.Stage.PUBLISHED:
        papers(run, report, maker=maker, head=head, wait=wait, origin=origin)


def papers(
    run: ScoringRun,
    report: Document,
    *,
    maker: User,
    head: User,
    wait: Callable[[Document], None],
    origin: str = "",
) -> None:
    """One makes, the other approves and issues."""
    heading = Heading("沛平家", head.name, "各镇（街道）、农场，县各成员单位", timezone.localdate())
    with scope.opened(maker):
        made = {
            kind: asking.ask_for_document(
                run=run, heading=heading, by=maker, kind=kind, origin=origin
            )
            for kind in (Kind.CIRCULAR, Kind.RANKING, Kind.RECTIFICATION)
        }
        towns = list(Division.objects.below(run.county, Level.TOWNSHIP)[:LETTERS])
        shown = Division.objects.below(run.county, Level.TOWNSHIP).filter(name=INVENTED_TOWNSHIP)
        for town in {town.pk: town for town in [*shown, *towns]}.values():
            asking.ask_for_document(
                run=run, heading=heading, by=maker, kind=Kind.LETTER, place=town, origin=origin
            )
        for town in shown or towns[:1]:
            asking.ask_for_document(run=run, heading=heading, by=maker, kind=Kind.SHEET, place=town)
        for medium in (Document.Medium.DOCX, Document.Medium.XLSX):
            asking.ask_for_copy(report, medium=medium, by=maker)
    for row in made.values():
        wait(row)
    with scope.opened(head):
        for row in made.values():
            verbs.approve(row, by=head)
        verbs.issue(made[Kind.CIRCULAR], by=head)
        ranking = verbs.issue(made[Kind.RANKING], by=head)
        verbs.withdraw(ranking, reason="印发时排版有误，以通报附件为准（演示数据）。", by=head)
        draft_result_bulletin(run=run, by=head)
