"""The API describes itself without a warning, and its page asks nobody outside."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

SignIn = Callable[[str], Client]


def test_schema_has_no_warning(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", f"{tmp_path}/schema.yml")


def test_docs_are_served_from_here(sign_in: SignIn) -> None:
    page = sign_in("county").get("/api/v1/docs")
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    assert all(address.startswith("/") for address in addresses)
