"""The API describes itself without a warning, and its page asks nobody outside."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

SignIn = Callable[[str], Client]


def test_schema_has_no_warning(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", f"{tmp_path}/schema.yml")


FAIR = ("vetoes", "appeals", "score-clocks")


def test_vetoes_and_appeals_are_told_apart() -> None:
    """Operations, fields and choices of both speak Chinese, and each its own."""
    found = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    told: dict[str, list[str]] = {noun: [] for noun in FAIR}
    for path, operations in found["paths"].items():
        noun = path.removeprefix("/api/v1/").partition("/")[0]
        if noun in FAIR:
            for operation in operations.values():
                assert chinese(operation["summary"]), path
                assert chinese(operation["description"]), path
                told[noun] += [operation["summary"], operation["description"]]
    every = [words for noun in FAIR for words in told[noun]]
    assert len(every) == len(set(every)) == 22
    shapes = found["components"]["schemas"]
    titles: dict[str, set[str]] = {}
    for kind in ("Veto", "Appeal"):
        titles[kind] = set()
        for name in (f"{kind}Out", f"{kind}In", f"{kind}StepIn"):
            for field, shape in shapes[name]["properties"].items():
                assert chinese(shape.get("title", "")), (name, field)
                titles[kind] |= {shape["title"]} - {"年度", "年度工作编号", "办哪一步"}
        for name in (f"{kind}Status", f"{kind}Step"):
            assert all(chinese(line) for line in shapes[name]["description"].splitlines()), name
    assert not titles["Veto"] & titles["Appeal"]


def chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


def test_docs_are_served_from_here(sign_in: SignIn) -> None:
    page = sign_in("county").get("/api/v1/docs")
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    assert all(address.startswith("/") for address in addresses)
