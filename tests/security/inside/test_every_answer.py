"""What holds for every form of the house: without its token nothing is posted."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.security.expecting import own_path
from tests.security.house import House
from tests.security.surface import addresses

# Changes nothing and may set no cookie, so that a borrowed phone keeps nothing of it.
NO_TOKEN = {"disputes:receipt", "campaigns:survey_slip"}


@pytest.mark.slow
def test_csrf_is_asked_of_every_form(house: House) -> None:
    """Without a token nothing is posted anywhere, API included (D7)."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address in addresses():
        if (address.is_api and "POST" not in address.methods) or address.name in NO_TOKEN:
            continue
        client.cookies.load(house.jars["county"])
        where = own_path(house, "county", address)
        kind = "application/json" if address.is_api else "application/x-www-form-urlencoded"
        answer = client.post(where, "{}" if address.is_api else "", content_type=kind)
        assert answer.status_code in (403, 404, 405), f"{where} {answer.status_code}"
