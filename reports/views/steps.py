"""Pages of the next step of a case that goes by verbs: ?do=… names the verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404
from django.utils.functional import Promise

from accounts import acts
from accounts.acts import Act
from accounts.moments import Guarded, require_moment
from accounts.roles import AREA_ROLES
from accounts.views.verb import PlainVerb


@dataclass(frozen=True, slots=True)
class Way:
    """One step: its act, words, form, verb, and what is said afterwards; ends: nothing comes after
    it."""

    act: Act
    heading: str | Promise
    button: str | Promise
    form: type[Form]
    verb: Callable[..., Any]
    said: str | Promise
    hint: str | Promise = ""
    ends: bool = False


class StepPage(PlainVerb):
    """The step that is asked for, of one case."""

    audience = AREA_ROLES
    ways: ClassVar[dict[str, Way]]
    act_name: str

    def begin(self, case: Guarded, places: Callable[[Act], int]) -> Way:
        """The step in ?do=, the first without one: 404 for one there is not, then may she and is
        it the moment. places: where an act on the case is done."""
        self.act_name = self.request.GET.get("do", next(iter(self.ways)))
        if self.act_name not in self.ways:
            raise Http404
        step = self.ways[self.act_name]
        acts.require(self.user, step.act, places(step.act))
        require_moment(case, self.act_name, str(step.heading))
        self.heading, self.button, self.hint = step.heading, step.button, step.hint  # type: ignore[misc]
        self.form_class, self.ends = step.form, step.ends  # type: ignore[misc]
        return step

    def take(self, data: dict[str, Any], **case: Guarded) -> str:
        """Take the step; what is said afterwards. case: the row by the name its verbs know."""
        step = self.ways[self.act_name]
        step.verb(by=self.user, **case, **data)
        return str(step.said)
