"""下发细则: a city writes a text for its counties with the county's own editor, hands it down and
sees who scores by it; a county reads it and takes it over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may
from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from campaigns.forms import NothingForm
from campaigns.queries.campaign import campaign_at
from campaigns.views.asked import asked_year
from reports import queries_handed as queries
from reports import queries_rubric
from reports import rubric_forms as shapes
from reports.models import HandedRubric, Rubric
from reports.queries_batch import years_of
from reports.rubric_editing.checking import check
from reports.rubric_editing.files import content_of
from reports.rubric_editing.shape import Content
from reports.transitions import rubric_hand as verbs
from reports.transitions.rubric import SHIPPED
from reports.views.rubric import WRITERS
from reports.views.rubric_draft import DraftEdit, DraftText

WRITERS_ABOVE = ALLOWED[Act.RUBRIC_HAND]
Status = HandedRubric.Status


def years(page: Page) -> list[int]:
    """Years a text may be handed down for: those of the counties, and the running one."""
    return sorted({timezone.localdate().year, *years_of(page.user)}, reverse=True)


class HandedList(Page):
    """The texts of a year, and of each that is handed down which county scores by it."""

    audience = WRITERS_ABOVE
    template_name = "reports/handed/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        known = years(self)
        year = asked_year(request) or known[0]
        rows = list(queries.handed(self.user).filter(year=year))
        mine = verbs.own_places(self.user)
        return self.page(
            year=year,
            years=known,
            texts=rows,
            spreads=[
                queries.spread(row)
                for row in rows
                if row.status == Status.PUBLISHED and row.place_id in mine
            ],
        )


class HandedStart(PlainVerb):
    """Begin a text from an example, from one handed down before, or from a file."""

    audience = WRITERS_ABOVE
    form_class = shapes.HandForm
    heading = gettext_lazy("起草下发的细则")
    button = gettext_lazy("起草")
    hint = gettext_lazy(
        "写好后由另一位核对、下发。各县自己决定是否采用；采用以后，还要经县里两个人送审、发布。"
    )

    def prepare(self) -> None:
        posting = self.user.main_posting
        if posting is None:
            raise Http404
        self.place = posting.division
        own = queries.handed(self.user).filter(place=self.place, status__in=queries.OFFERED)
        examples = queries_rubric.rubrics(self.user).shipped()
        self.sources: dict[str, tuple[str, HandedRubric | Rubric]] = {
            str(row.uid): (_told(row, _("下发过的")), row) for row in own
        } | {str(row.uid): (_told(row, _("示例")), row) for row in examples}

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "sources": [(key, words) for key, (words, _row) in self.sources.items()],
            "foreign": [k for k, (_words, row) in self.sources.items() if row.level not in SHIPPED],
            "years": years(self),
        }

    def initial(self) -> dict[str, Any]:
        return {"level": "4", "source": next(iter(self.sources), shapes.FILE)}

    def sub(self) -> str:
        return self.place.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("下发细则"), reverse("reports:handed_list"))]

    def perform(self, data: dict[str, Any]) -> str:
        level = data["level"]
        if data["source"] == shapes.FILE:
            content = content_of(data["file"], faulty=data["faulty"])
            source = _("上传的文件")
        else:
            row = self.sources[data["source"]][1]
            content, source = row.content, _named(row)
            level = row.level if row.level in SHIPPED else level
        made = verbs.start(
            place=self.place, year=data["year"], level=level, content=content, source=source,
            by=self.user,
        )  # fmt: skip
        messages.success(self.request, _("草稿已建好，请逐项核对。"))
        return reverse("reports:handed_draft", args=[made.uid])


def _named(row: HandedRubric | Rubric) -> str:
    return row.title if isinstance(row, HandedRubric) else f"{row.title} {row.version}"


def _told(row: HandedRubric | Rubric, kind: str) -> str:
    return f"{_named(row)}\n{kind}，{row.get_level_display()}"


class OfHanded:
    """What is otherwise with a draft that is handed down: its rows, its verbs, its addresses."""

    user: Any

    def found(self, uid: UUID) -> HandedRubric:
        """The text; 404 for another place's, and for a draft of anybody else."""
        return queries.handed(self.user).fetch(self.user, uid=uid)

    def writes(self, draft: HandedRubric) -> bool:
        """Whoever may hand down, at the place itself."""
        return draft.place_id in verbs.own_places(self.user)

    def keep(self, draft: HandedRubric, content: Content) -> None:
        """Save what was typed in the version that was read."""
        verbs.save(draft, content=content, by=self.user, version=draft.version)

    def urls(self, draft: HandedRubric) -> dict[str, str]:
        """Where the pages around it are; a county comes from its own texts."""
        names = {"text": "handed_text", "verb": "handed_verb"}
        found = {key: reverse(f"reports:{name}", args=[draft.uid]) for key, name in names.items()}
        if not self.writes(draft):
            return {**found, "list": f"{reverse('reports:rubric_list')}?year={draft.year}"}
        found["edit"] = reverse("reports:handed_draft", args=[draft.uid])
        return {**found, "list": f"{reverse('reports:handed_list')}?year={draft.year}"}

    def around(self, draft: HandedRubric) -> dict[str, Any]:
        """Who may do what next."""
        own = self.user.pk in (draft.drafted_by_id, draft.changed_by_id)
        return {"handed": True, "own": own, "year": draft.year}


class HandedEdit(OfHanded, DraftEdit):
    """The editor, for the city."""

    audience = WRITERS_ABOVE


class HandedText(OfHanded, DraftText):
    """The text as an office reads it, for the city and its counties."""

    audience = WRITERS_ABOVE | AREA_ROLES

    def around(self, draft: HandedRubric) -> dict[str, Any]:
        """A county's federation is led on to taking it over."""
        posting = self.user.main_posting
        place = posting.division_id if posting else 0
        takes = may(self.user, Act.RUBRIC_WRITE, place) and draft.status == Status.PUBLISHED
        url = reverse("reports:handed_take", args=[draft.uid]) if takes else ""
        return {**super().around(draft), "take_url": url}


ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "publish": (
        shapes.VersionForm, gettext_lazy("下发细则"), gettext_lazy("下发"),
        gettext_lazy("下发后这一版不能再改；同一年再下发一版，代替这一版。各县自己决定是否采用。"),
    ),
    "drop": (
        shapes.VersionForm, gettext_lazy("作废草稿"), gettext_lazy("作废"),
        gettext_lazy("作废的草稿留着可以看，不能再改、再下发。"),
    ),
    "replace": (
        shapes.ReplaceForm, gettext_lazy("用文件替换草稿"), gettext_lazy("检查并替换"),
        gettext_lazy("整份草稿换成文件里的内容；有错会指出是哪一格，不勾选就一处也不改。"),
    ),
}  # fmt: skip


class HandedVerb(PlainVerb):
    """One act on a draft of the city, named by ?act=."""

    audience = WRITERS_ABOVE
    row: HandedRubric
    asked: str

    def prepare(self) -> None:
        self.row = queries.handed(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.asked = self.request.GET.get("act", "publish")
        if self.asked not in ACTS:
            raise Http404
        self.form_class, self.heading, self.button, self.hint = ACTS[self.asked]  # type: ignore[misc]
        self.ends = self.asked == "drop"  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.title

    def way(self) -> list[tuple[str, str]]:
        draft = reverse("reports:handed_draft", args=[self.row.uid])
        return [(_("下发细则"), reverse("reports:handed_list")), (_("草稿"), draft)]

    def facts(self) -> list[tuple[str, Any]]:
        faults = check(self.row.content).faults
        found: list[tuple[str, Any]] = [
            (_("下发给"), _("%(place)s各县（市、区）") % {"place": self.row.place.name}),
            (_("适用"), self.row.get_level_display()),
            (_("起草"), self.row.drafted_by.name),
            (_("最后改动"), self.row.changed_by.name),
        ]
        return [*found, (_("还要改"), _("%(n)d处") % {"n": len(faults)})] if faults else found

    def act(self, data: dict[str, Any]) -> str:
        common = {"by": self.user, "version": data["version"]}
        if self.asked == "publish":
            made = verbs.publish(self.row, **common)
            return _("已下发%(title)s，各县可以采用了。") % {"title": made.title}
        if self.asked == "drop":
            verbs.drop(self.row, **common)
            return _("草稿已作废。")
        content = content_of(data["file"], faulty=data["faulty"])
        verbs.save(self.row, content=content, **common)
        return _("草稿已换成文件里的内容。")


class HandedTake(PlainVerb):
    """采用: a county makes the city's text a draft of its own."""

    audience = WRITERS
    form_class = NothingForm
    heading = gettext_lazy("采用下发的细则")
    button = gettext_lazy("采用")
    hint = gettext_lazy(
        "建成本县的一份草稿，送审后由平安办发布启用。一字不改的，各县用同一份细则，名次可以一起排；"
        "改了的，就是本县自己的细则。"
    )

    def prepare(self) -> None:
        self.row = queries.handed(self.user).fetch(self.user, uid=self.kwargs["uid"])
        posting = self.user.main_posting
        found = campaign_at(posting.division.code, self.row.year) if posting else None
        if found is None:
            raise Http404
        self.campaign = found

    def sub(self) -> str:
        return f"{self.campaign.county.name} · {self.campaign.year}年"

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("出处"), self.row.origin), (_("适用"), self.row.get_level_display())]

    def way(self) -> list[tuple[str, str]]:
        text = reverse("reports:handed_text", args=[self.row.uid])
        return [
            (_("考核细则"), f"{reverse('reports:rubric_list')}?year={self.row.year}"),
            (self.row.title, text),
        ]

    def perform(self, data: dict[str, Any]) -> str:
        made = verbs.take_over(self.row, campaign=self.campaign, by=self.user)
        return self.done(
            _("已建成本县的草稿，请送审。"), reverse("reports:rubric_draft", args=[made.uid])
        )
