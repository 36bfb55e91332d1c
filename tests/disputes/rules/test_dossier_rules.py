"""What a case file must hold, by outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from disputes.dossier_rules import NAMES, Case, Outcome, Paper, State, check, missing

BOUND = frozenset({Paper.COVER, Paper.CONTENTS, Paper.BACK})
TAKEN = BOUND | {Paper.APPLICATION, Paper.RIGHTS, Paper.IDENTITY}
WRITTEN = Case(
    Outcome.WRITTEN,
    TAKEN | {Paper.RECORD, Paper.AGREEMENT, Paper.REVISIT},
    parties=2,
    identified=2,
    sessions=1,
)


def flagged(case: Case, flag: str) -> Case:
    changes: dict[str, Any] = {flag: True}
    return replace(case, **changes)


def lacking(case: Case) -> set[Paper]:
    return {line.paper for line in missing(check(case))}


def test_every_paper_once_in_binding_order_with_a_name_and_a_reason() -> None:
    lines = check(WRITTEN)
    assert [line.paper for line in lines] == list(Paper)
    assert all(line.name and line.why for line in lines)
    assert set(NAMES) == set(Paper)
    assert (lines[0].name, lines[-1].name) == ("卷宗封面", "封底")


@pytest.mark.parametrize(
    "complete",
    [
        WRITTEN,
        replace(
            WRITTEN,
            outcome=Outcome.ORAL,
            papers=TAKEN | {Paper.RECORD, Paper.ORAL_AGREEMENT, Paper.REVISIT},
        ),
        replace(WRITTEN, outcome=Outcome.ENDED, papers=TAKEN | {Paper.RECORD}),
        replace(WRITTEN, outcome=Outcome.ENDED, papers=TAKEN, sessions=0, refused=True),
        replace(WRITTEN, outcome=Outcome.WITHDRAWN, papers=TAKEN, sessions=0),
        Case(Outcome.NOT_ACCEPTED, BOUND | {Paper.REGISTRATION}, parties=2, identified=0),
    ],
)
def test_complete_files_lack_nothing_and_each_of_their_papers_is_needed(complete: Case) -> None:
    assert lacking(complete) == set()
    for paper in complete.papers:
        without = replace(complete, papers=complete.papers - {paper})
        asked = lacking(without)
        if paper in (Paper.APPLICATION, Paper.REGISTRATION):
            assert asked == {Paper.APPLICATION, Paper.REGISTRATION}
        else:
            assert asked == {paper}


def test_application_or_registration_is_enough() -> None:
    other = replace(WRITTEN, papers=WRITTEN.papers - {Paper.APPLICATION} | {Paper.REGISTRATION})
    assert lacking(other) == set()
    line = check(other)[2]
    assert (line.state, line.why) == (State.NOT_NEEDED, "已有人民调解受理登记表")


@pytest.mark.parametrize(
    ("fact", "paper"),
    [
        ("investigated", Paper.INVESTIGATION),
        ("evidence", Paper.EVIDENCE),
        ("performed", Paper.PERFORMANCE),
        ("confirmation_asked", Paper.CONFIRMATION),
        ("changed_later", Paper.STATEMENT),
    ],
)
def test_what_happened_needs_its_paper(fact: str, paper: Paper) -> None:
    happened = flagged(WRITTEN, fact)
    assert lacking(happened) == {paper}
    assert lacking(replace(happened, papers=WRITTEN.papers | {paper})) == set()


def test_identity_and_authority_are_counted() -> None:
    one_short = replace(WRITTEN, parties=3)
    line = next(line for line in check(one_short) if line.paper is Paper.IDENTITY)
    assert (line.state, line.why) == (State.LACK, "还缺 1 名当事人的身份证明")
    agents = replace(
        WRITTEN, papers=WRITTEN.papers | {Paper.AUTHORITY}, entrusted_agents=2, authorities=1
    )
    assert lacking(agents) == {Paper.AUTHORITY}
    assert lacking(replace(agents, authorities=2)) == set()


def test_a_failed_mediation_has_a_record_even_if_no_sitting_was_written_down() -> None:
    failed = replace(WRITTEN, outcome=Outcome.ENDED, papers=TAKEN, sessions=0)
    assert lacking(failed) == {Paper.RECORD}


def test_what_is_not_needed_but_there_stays() -> None:
    extra = replace(WRITTEN, papers=WRITTEN.papers | {Paper.EVIDENCE})
    line = next(line for line in check(extra) if line.paper is Paper.EVIDENCE)
    assert line.state is State.HAVE
