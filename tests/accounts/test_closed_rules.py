"""Rules of closed files are written as SQL once for everybody: what stays open in them is who asks
and when, and a rule that knows anything else is refused when it is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import files
from accounts.models import User


def written(name: str, monkeypatch: pytest.MonkeyPatch, rule: files.Rule) -> tuple[Any, ...]:
    monkeypatch.setitem(files._rules, name, [rule])
    ((_sql, values),) = files._compiled(name, True)
    return values


def test_who_asks_and_when_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(user: User) -> Any:
        rows = User.objects.filter(pk=user.pk, id_hash=user.id_hash, name="x")
        return (rows.filter(last_login__lt=timezone.now()).values("pk"),)

    found = written("open", monkeypatch, rule)
    assert set(found) == {files.ME, files.MY_HASH, "x", files.NOW}


@pytest.mark.parametrize("days", [-1, 1])
def test_another_moment_than_now_is_refused(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    def rule(user: User) -> Any:
        at = timezone.now() + timedelta(days=days)
        return (User.objects.filter(pk=user.pk, last_login__lt=at).values("pk"),)

    with pytest.raises(LookupError, match="today and now"):
        written(f"moment{days}", monkeypatch, rule)


def test_another_hash_than_hers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(user: User) -> Any:
        return (User.objects.filter(pk=user.pk, id_hash=b"somebody").values("pk"),)

    with pytest.raises(LookupError, match="who asks"):
        written("hash", monkeypatch, rule)
