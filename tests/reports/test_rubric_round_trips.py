"""Whatever the loader accepts is the same after the form, after Excel and after TOML."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings

from reports.rubric_editing import tree
from reports.rubric_editing.form import PartForm
from reports.rubric_editing.shape import named, shaped
from reports.rubric_editing.spec import PARTS
from reports.rubric_editing.toml import read_toml, toml_of
from reports.rubric_editing.workbook_in import read_workbook
from reports.rubric_editing.workbook_out import workbook_of
from reports.rules import EXAMPLES, SHIPPED, load_shipped, rubric_from_dict
from tests.reports.generated_rubrics import Content, rubrics

# A whole rubric shrinks too slowly to wait for.
GENERATED = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)


def parts_of(content: Content) -> list[str]:
    lines = [
        f"c{a}l{n}" for a, c in enumerate(content["category"]) for n in range(len(c["indicator"]))
    ]
    return [*PARTS, *(f"c{a}" for a in range(len(content["category"]))), *lines]


def posted(form: PartForm) -> QueryDict:
    """What a browser sends for the form as it is shown: line ends as they travel, boxes that are
    not ticked left out, empty rows too."""
    sent = QueryDict(mutable=True)
    for bound in form:
        value: Any = bound.value()
        if value not in (None, "", False):
            sent[bound.html_name] = str(value).replace("\n", "\r\n")
        elif getattr(bound.field.widget, "input_type", "") not in ("checkbox", "radio"):
            sent[bound.html_name] = ""
    return sent


def after_the_forms(content: Content) -> Content:
    """The content with every part shown, sent and put back, one after the other."""
    for part in parts_of(content):
        node, spec = tree.node_at(content, part)
        form = PartForm(spec, node, data=posted(PartForm(spec, node)))
        assert form.is_valid(), (part, form.errors)
        content = tree.put(content, part, form.values())
    return named(shaped(content))


def unlike(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two contents differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(k for k in other if k not in one)]
        return [w for k in keys for w in unlike(one.get(k), other.get(k), f"{path}/{k}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [w for n, (a, b) in pairs for w in unlike(a, b, f"{path}/{n}")]
    return [] if one == other else [f"{path}: {one!r} / {other!r}"]


def hold(content: Content) -> None:
    rules = rubric_from_dict(content)
    assert rubric_from_dict(rules.as_dict()) == rules
    kept = shaped(copy.deepcopy(content))
    assert unlike(kept, content) == []
    assert unlike(after_the_forms(kept), content) == []
    assert unlike(read_toml(toml_of(kept).encode()), content) == []
    assert unlike(read_workbook(workbook_of(kept)).content, content) == []
    assert rubric_from_dict(kept).digest == rules.digest


@pytest.mark.parametrize("code", [*SHIPPED, *EXAMPLES])
def test_shipped_texts_come_back_the_same(code: str) -> None:
    hold(shaped(load_shipped(code).as_dict()))


@pytest.mark.slow
@given(rubrics())
@settings(GENERATED, max_examples=40)
def test_any_rubric_comes_back_the_same(content: Content) -> None:
    hold(content)
