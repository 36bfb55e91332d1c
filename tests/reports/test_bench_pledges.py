"""The bench of the cascade runs at a small size and tells what it measured."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db(transaction=True)
def test_it_issues_prints_and_cleans_up() -> None:
    told = StringIO()
    call_command(
        "bench_pledges",
        villages=2,
        homes=5,
        baseline=2,
        database="anjia_bench_pledges_small",
        stdout=told,
    )
    said = told.getvalue()
    assert "3 份责任状，5 户家庭" in said
    assert "5 份（页），2 个村文件" in said
    assert "内存最多" in said


def test_sizes_that_make_no_sense() -> None:
    with pytest.raises(CommandError):
        call_command("bench_pledges", villages=0)
    with pytest.raises(CommandError):
        call_command("bench_pledges", database="postgres")
