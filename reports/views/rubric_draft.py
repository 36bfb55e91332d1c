"""The editor of a draft: the whole as a table of points, and each part as a form, on one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act, may
from accounts.refusals import Difference, Forbidden, Stale
from accounts.views.base import Page
from reports import queries_rubric as queries
from reports.metrics.catalogue import METRICS
from reports.models import RubricDraft
from reports.rubric_editing import tree
from reports.rubric_editing.buttons import pressed
from reports.rubric_editing.checking import Checked, check, kind_title, number, sums
from reports.rubric_editing.form import PartForm
from reports.rubric_editing.shape import Content
from reports.rubric_editing.spec import PARTS
from reports.transitions.rubric_draft import save
from reports.views.rubric import READERS, as_file, shown_picture

OVERVIEW = ""


class DraftPage(Page):
    """A page about one draft: a county's; reports.views.handed says what is otherwise with one
    a city hands down."""

    audience = READERS

    def found(self, uid: UUID) -> Any:
        """The draft; 404 outside the county."""
        return queries.drafts(self.user).fetch(self.user, uid=uid)

    def writes(self, draft: Any) -> bool:
        """Whether the reader writes in it while it is open."""
        return may(self.user, Act.RUBRIC_WRITE, draft.county_id)

    def keep(self, draft: Any, content: Content) -> None:
        """Save what was typed in the version that was read."""
        save(draft, content=content, by=self.user, version=draft.version)

    def urls(self, draft: Any) -> dict[str, str]:
        """Where the pages around it are."""
        names = {"edit": "rubric_draft", "text": "rubric_draft_text", "verb": "rubric_verb"}
        found = {key: reverse(f"reports:{name}", args=[draft.uid]) for key, name in names.items()}
        found["effect"] = reverse("reports:rubric_effect", args=[draft.uid])
        return {**found, "list": f"{reverse('reports:rubric_list')}?year={draft.campaign.year}"}

    def around(self, draft: Any) -> dict[str, Any]:
        """Who may do what next."""
        return {
            "may_publish": may(self.user, Act.RUBRIC_PUBLISH, draft.county_id),
            "own": self.user.pk in (draft.drafted_by_id, draft.submitted_by_id),
            "year": draft.campaign.year,
        }

    def frame(self, draft: Any, checked: Checked) -> dict[str, Any]:
        """What every page of a draft shows around its own."""
        writes = self.writes(draft)
        return {
            "draft": draft,
            "urls": self.urls(draft),
            "checked": checked,
            "is_open": draft.status == RubricDraft.Status.DRAFT and writes,
            "may_write": writes,
            **self.around(draft),
        }


class DraftEdit(DraftPage):
    """Read and, for whoever drafts, write: ?part= names what is open."""

    template_name = "reports/rubric/draft.html"
    chooses = True

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        draft = self.found(uid)
        part = request.GET.get("part", OVERVIEW)
        checked = check(draft.content)
        form = None
        rest: list[str] = []
        if part:
            form = _form(draft.content, part)
            form.full_clean()
            rest = form.tell(checked.of(part), _depth(part))
        return self._shown(draft, checked, part, form, rest)

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        draft = self.found(uid)
        if not self.writes(draft):
            raise Forbidden(_("细则由县妇联起草，您可以退回并写明意见。"))
        part = request.GET.get("part", OVERVIEW)
        typed = self._typed(draft, part)
        content, form = _typed_content(draft.content, part, typed)
        if form is not None and not form.is_valid():
            return self._shown(draft, check(draft.content), part, form, [], status=422)
        version = number(typed.get("version"))
        if version is None or int(version) != draft.version:
            raise self._stale(draft, part, typed, form)
        try:
            done = pressed(content, part, str(typed.get("do", "save")), str(typed.get("to", "")))
        except LookupError:
            raise Http404 from None
        self.keep(draft, done.content)
        messages.success(request, done.told)
        query = f"?part={done.part}" if done.part else ""
        row = f"#{done.row}" if done.row else ""
        return redirect(self.urls(draft)["edit"] + query + row)

    def _typed(self, draft: Any, part: str) -> QueryDict:
        """What was sent; after a conflict the stored value wherever that was chosen."""
        typed = self.request.POST
        chosen = [n for n in typed if n.startswith("choose-") and typed[n] == "theirs"]
        if not chosen:
            return typed
        merged, stored = typed.copy(), _stored(draft.content, part)
        for name in (n.removeprefix("choose-") for n in chosen):
            merged[name] = stored.get(name, "")
        return merged

    def _stale(self, draft: Any, part: str, typed: QueryDict, form: PartForm | None) -> Stale:
        """Both versions of the part, field by field."""
        last = trail.of(draft).first()
        stored = _stored(draft.content, part)
        names = {name: str(form.fields[name].label) for name in form.fields} if form else {}
        fields = [
            Difference(names.get(name) or _("分值"), stored.get(name, ""), str(typed[name]), name)
            for name in typed
            if name.partition("-")[0] in ("f", "r", "k", "cap", "kind", "total")
            and str(typed[name]) != stored.get(name, "")
        ]
        who = last.by.name if last else _("别人")
        return Stale(
            _("您保存前，%(who)s已改过这份草稿。") % {"who": who},
            who=who,
            when=last.at if last else None,
            fields=fields,
            version=draft.version,
        )

    def _shown(
        self,
        draft: Any,
        checked: Checked,
        part: str,
        form: PartForm | None,
        rest: list[str],
        status: int = 200,
    ) -> HttpResponse:
        each, total = sums(draft.content)
        return self.page(
            status,
            part=part,
            part_title=tree.title_of(draft.content, part) if part else "",
            place=tree.address(part),
            form=form,
            rest=rest,
            rows=_rows(draft.content, checked, each),
            parts=[(key, PARTS[key][2], checked.counts.get(key, 0)) for key in PARTS],
            whole=[f.words for f in checked.faults if f.part == ""],
            total=total,
            sums=each,
            metrics=METRICS.values() if form is not None and form.is_line else (),
            **self.frame(draft, checked),
        )


def _rows(content: Content, checked: Checked, each: list[Any]) -> list[dict[str, Any]]:
    """Categories with their lines, as the tree and the table show them."""
    counts = checked.counts
    return [
        {
            "part": f"c{at}",
            "node": category,
            "sum": each[at],
            "faults": counts.get(f"c{at}", 0),
            "lines": [
                {
                    "part": f"c{at}l{n}",
                    "node": line,
                    "kind": kind_title(line["rule"].get("kind", "")),
                    "metric": METRICS.get(line.get("metric", "")),
                    "faults": counts.get(f"c{at}l{n}", 0),
                }
                for n, line in enumerate(category["indicator"])
            ],
        }
        for at, category in enumerate(content["category"])
    ]


def _depth(part: str) -> int:
    """How much of a fault's path leads to the part itself."""
    place = tree.address(part)
    if place is None:
        return 1 if PARTS[part][0] else 0
    return 2 if place[1] is None else 4


def _form(content: Content, part: str, data: Any = None) -> PartForm:
    try:
        node, spec = tree.node_at(content, part)
    except LookupError:
        raise Http404 from None
    return PartForm(spec, node, data=data)


def _typed_content(
    content: Content, part: str, typed: QueryDict
) -> tuple[Content, PartForm | None]:
    """The content with what was typed in it."""
    if part:
        form = _form(content, part, typed)
        if not form.is_valid():
            return content, form
        return tree.put(content, part, form.values()), form
    for address in _addresses(content):
        if f"cap-{address}" in typed:
            node, _spec = tree.node_at(content, address)
            values = {**node, "cap": str(typed[f"cap-{address}"]).strip()[:20]}
            content = tree.put(content, address, {k: v for k, v in values.items() if v != ""})
    if "total" in typed:
        content = {**content, "total": str(typed["total"]).strip()[:20]}
    return content, None


def _addresses(content: Content) -> list[str]:
    return [
        address
        for at, category in enumerate(content["category"])
        for address in (f"c{at}", *(f"c{at}l{n}" for n in range(len(category["indicator"]))))
    ]


def _stored(content: Content, part: str) -> dict[str, str]:
    """The stored values under the names the forms use."""
    if part:
        form = _form(content, part)
        return {name: str(value) for name, value in form.data.items()}
    found = {"total": str(content.get("total", ""))}
    for address in _addresses(content):
        found[f"cap-{address}"] = str(tree.node_at(content, address)[0].get("cap", ""))
    return found


class DraftText(DraftPage):
    """The draft as an office would read it, as far as it holds, and what depends on what."""

    template_name = "reports/rubric/text.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        draft = self.found(uid)
        kind = request.GET.get("as", "")
        if kind in ("xlsx", "toml"):
            content = draft.content
            return as_file(content, f"{content.get('name', '')} {content.get('version', '')}", kind)
        checked = check(draft.content)
        return self.page(
            rules=checked.rules,
            shows_picture=request.GET.get("show") == "links",
            **shown_picture(draft.content),
            **self.frame(draft, checked),
        )
