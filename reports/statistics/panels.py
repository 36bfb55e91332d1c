"""What stands beside the board, by role: families by tier, disputes by state, awards, scores,
vetoes, and for the governance office signs of trouble without anybody's identity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import scope as open_scope
from accounts.models import User
from accounts.small_cells import shown
from accounts.work import TierFace
from campaigns.models import Level
from households.models import Award, Contradiction, ListedFamily, SpotCheck, Tier, VisitDuty
from households.queries.family import tier_counts
from reports.models import ScoreSheet, ScoringRun, Veto
from reports.statistics.board import Board
from reports.statistics.duties import WAITING
from reports.statistics.reading import Reading


@dataclass(frozen=True)
class Figure:
    """One number of a panel: its words, the number as shown, where its rows are."""

    words: str
    shown: str
    url: str = ""
    tier: TierFace | str = ""
    bad: bool = False
    share: int = 0  # of a hundred, for the bar
    late: str = ""  # how many of them are overdue
    late_url: str = ""


@dataclass(frozen=True)
class Panel:
    """A few numbers under one head."""

    title: str
    note: str
    figures: tuple[Figure, ...]
    hint: str = ""


def panels(reading: Reading, board: Board) -> list[Panel]:
    """The panels this reader gets for the unit."""
    if reading.guarded:
        return [*_scores(reading, board.run), *_trouble(reading)]
    out = [*_tiers(reading), _disputes(board), _awards(reading)]
    return [*out, *_scores(reading, board.run)]


def _query(view: str, **more: Any) -> str:
    return f"{reverse(view)}?{urlencode(more)}"


def _tiers(reading: Reading) -> list[Panel]:
    """在册 by tier, and how many of each have a visit overdue; two queries and one more."""
    today, root = timezone.localdate(), reading.root
    own = reading.user.main_posting
    if own is None or own.division_id != root.code:
        return []  # the list behind these numbers is of the whole reach
    found = tier_counts(reading.user, today)
    late = Exists(VisitDuty.objects.overdue(today).filter(family=OuterRef("pk")))
    rows = ListedFamily.objects.visible_to(reading.user).listed().filter(late)
    fresh = Q(review_due__gte=today)
    over = rows.aggregate(
        grey=Count("pk", filter=~fresh),
        **{t.value: Count("pk", filter=fresh & Q(tier=t.value)) for t in Tier},
    )
    figures = []
    levels: list[tuple[str, TierFace | str, int]] = [
        (level.code, level, count) for level, count in found.levels
    ]
    for code, face, count in [*levels, ("grey", "grey", found.grey)]:
        url = _query("households:family_list", tier=code)
        late_url = _query("households:family_list", tier=code, show="overdue")
        figures.append(
            Figure(
                "", f"{count}", url if count else "", face,
                late=f"{over[code]}" if over[code] else "", late_url=late_url,
            )
        )  # fmt: skip
    total = _("共 %(n)d 户") % {"n": found.listed}
    return [Panel(_("在册家庭"), total, tuple(figures))]


def _disputes(board: Board) -> Panel:
    """Disputes that still wait for a step, by state; the board has counted them."""
    root, sums = board.reading.root, board.sums

    def url(status: str) -> str:
        return _query("disputes:dispute_list", status=status, place=root.code, counted="true")

    found = [(s, sums[f"open_{s}"]) for s in WAITING]
    figures = [Figure(str(s.label), f"{n}", url(s) if n else "") for s, n in found]
    if sums["over"]:
        figures.append(Figure(_("其中逾期"), f"{sums['over']}", url("overdue"), bad=True))
    note = _("待办结 %(n)d 件，受保护的不计") % {"n": sums["open"]}
    return Panel(_("纠纷调解"), note, tuple(figures))


AWARD_STEPS = (
    Award.Status.NOMINATED,
    Award.Status.VOTED,
    Award.Status.NOTICED,
    Award.Status.REVIEWED,
    Award.Status.APPROVED,
    Award.Status.PLATED,
)


def _awards(reading: Reading) -> Panel:
    """This year's demonstration households by step."""
    root, year = reading.root, reading.days.as_of.year
    rows = Award.objects.visible_to(reading.user).filter(
        village_id__gte=root.code, village_id__lt=root.end, campaign__year=year
    )
    steps = list(AWARD_STEPS)
    found = rows.aggregate(**{s.value: Count("pk", filter=Q(status=s)) for s in steps})
    figures = tuple(
        Figure(
            str(s.label),
            f"{found[s.value]}",
            _query("households:award_list", status=s.value, year=year, place=root.code)
            if found[s.value]
            else "",
        )
        for s in steps
    )
    return Panel(_("示范户评选"), _("%(year)d年") % {"year": year}, figures)


def _scores(reading: Reading, run: ScoringRun | None) -> list[Panel]:
    """How many units have which grade in the run that holds; vetoes by what became of them."""
    if run is None:
        return []
    root, url = reading.root, reverse("reports:run_detail", args=[run.uid])
    rows = ScoreSheet.objects.visible_to(reading.user).filter(
        run=run, unit_id__gte=root.code, unit_id__lt=root.end
    )
    out = []
    for level, words in ((Level.TOWNSHIP, _("乡镇（街道）")), (Level.VILLAGE, _("村（社区）"))):
        counts = rows.filter(level=level).order_by().values_list("grade").annotate(n=Count("pk"))
        graded = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
        if graded and (level == Level.VILLAGE or root.level < Level.TOWNSHIP):
            out.append(_distribution(words, graded, run, url))
    if not reading.guarded or root.level > Level.COUNTY:
        return out
    return [*out, _vetoes(reading, run)]


def _distribution(
    words: str, graded: Iterable[tuple[str, int]], run: ScoringRun, url: str
) -> Panel:
    pairs = list(graded)
    total = sum(count for _grade, count in pairs)
    figures = tuple(
        Figure(grade or _("待定"), f"{count}", url, share=round(100 * count / total))
        for grade, count in pairs
    )
    note = _("%(year)d年度，%(stage)s，共 %(n)d 个") % {
        "year": run.campaign.year,
        "stage": run.get_stage_display(),
        "n": total,
    }
    return Panel(_("%(units)s等次分布") % {"units": words}, note, figures)


def _vetoes(reading: Reading, run: ScoringRun) -> Panel:
    found = (
        Veto.objects.visible_to(reading.user)
        .filter(campaign_id=run.campaign_id)
        .aggregate(
            held=Count("pk", filter=Q(status=Veto.Status.DECIDED)),
            lifted=Count("pk", filter=Q(status=Veto.Status.LIFTED)),
        )
    )
    url = f"{reverse('reports:veto_list')}?year={run.campaign.year}"
    figures = (
        Figure(
            _("生效中"),
            f"{found['held']}",
            f"{url}&status=decided" if found["held"] else "",
            bad=found["held"] > 0,
        ),
        Figure(
            _("已解除"), f"{found['lifted']}", f"{url}&status=lifted" if found["lifted"] else ""
        ),
    )
    return Panel(_("一票否决"), _("%(year)d年度") % {"year": run.campaign.year}, figures)


def _trouble(reading: Reading) -> list[Panel]:
    """Signs of trouble for the governance office: nils something stands against, long runs of
    nils, overdue visits to red families; counts of the county, small ones hidden, sealed files in
    none of them (features 2, 3, reliability C8)."""
    root, today = reading.root, timezone.localdate()
    if root.level > Level.COUNTY:
        return []
    inside = {"village_id__gte": root.code, "village_id__lt": root.end}
    with open_scope.as_system() as system:
        doubts = _doubts(system, inside, today)
        checks = SpotCheck.objects.visible_to(system).filter(**inside)
        silent = checks.filter(status=SpotCheck.Status.OPEN).count()
        owed = VisitDuty.objects.visible_to(system).overdue(today).filter(**inside)
        red = owed.filter(
            family__tier=Tier.RED, family__sealed=False, family__status=ListedFamily.Status.LISTED
        )
        families = red.values("family").distinct().count()
    asked, untrue, cleared = doubts
    figures = (
        Figure(_("零报告存疑，待核定"), shown(asked), bad=asked > 0),
        Figure(_("今年认定失实"), shown(untrue), bad=untrue > 0),
        Figure(_("今年核定不失实"), shown(cleared)),
        Figure(_("连续零报告、待走访的村"), shown(silent), bad=silent > 0),
        Figure(_("红色等级走访逾期的户"), shown(families), bad=families > 0),
    )
    hint = _("只有数，没有哪一村哪一户；1 至 4 写作 <5。核定和走访由妇联办理。")
    return [Panel(_("异常信号"), root.name, figures, hint)]


def _doubts(system: User, inside: dict[str, int], today: date) -> tuple[int, int, int]:
    """Open after the village was heard or its days ended; confirmed; cleared, of this year."""
    states = Contradiction.Status
    heard = ~Q(status=states.ASKED) | Q(reply_by__lt=today)
    found = (
        Contradiction.objects.visible_to(system)
        .filter(heard, **inside)
        .exclude(incident__sealed=True)
        .exclude(family__sealed=True)
        .aggregate(
            open=Count("pk", filter=Q(status__in=Contradiction.OPEN)),
            untrue=Count("pk", filter=Q(status=states.CONFIRMED, decided_at__year=today.year)),
            cleared=Count("pk", filter=Q(status=states.CLEARED, decided_at__year=today.year)),
        )
    )
    return found["open"], found["untrue"], found["cleared"]
