"""Content survives JSON, has one digest, and refuses what no page can hold."""

import json
from dataclasses import replace

import pytest

from accounts.drawing.bounds import LONGEST, bounded
from reports.documents.assessment.codec import ContentError
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.layout.other_grid import other_row, summed
from reports.documents.assessment.zero import CadenceRow, CadenceTally, ZeroTotals
from tests.reports.documents.county import invented_county


@pytest.fixture(scope="module")
def content() -> AssessmentContent:
    return invented_county(2)


def test_json_round_trip_is_canonical(content: AssessmentContent) -> None:
    text = content.to_json()
    again = AssessmentContent.from_json(text)
    assert again == content
    assert again.to_json() == text
    shuffled = json.dumps(dict(reversed(json.loads(text).items())), ensure_ascii=True, indent=1)
    assert AssessmentContent.from_json(shuffled).to_json() == text


def test_digest_follows_every_figure(content: AssessmentContent) -> None:
    groups = content.digest.split(" ")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    figures = replace(content.figures, reports_late=content.figures.reports_late + 1)
    assert replace(content, figures=figures).digest != content.digest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"year": "2026"}, "类型不对"),
        ({"signed_on": "2026-02-30"}, "不是日期"),
        ({"units": []}, "没有任何单位"),
        ({"more": 1}, "缺少或多出字段：more"),
    ],
)
def test_wrong_shapes_are_refused(
    content: AssessmentContent, change: dict[str, object], said: str
) -> None:
    plain = json.loads(content.to_json()) | change
    with pytest.raises(ContentError, match=said):
        AssessmentContent.from_json(json.dumps(plain))
    with pytest.raises(ContentError, match="有效的JSON"):
        AssessmentContent.from_json("{")


def test_scores_must_be_numbers(content: AssessmentContent) -> None:
    first, *rest = content.units
    for bad in ("abc", "NaN", "1e9", "9" * 30):
        with pytest.raises(ContentError, match="不是数字"):
            replace(content, units=(replace(first, total=bad), *rest)).check()


def test_zero_report_totals_add_up(content: AssessmentContent) -> None:
    for unit in content.units:
        totals = ZeroTotals.of(unit.zero_rows)
        assert totals.on_time + totals.late + totals.missing == totals.due
        assert totals.due == 12 * unit.village_count


def test_texts_are_bounded(content: AssessmentContent) -> None:
    assert bounded(content) == content
    long = replace(content, signer="<" * 20_000)
    assert len(bounded(long).signer) == LONGEST


def test_other_cadences_are_counted_village_by_village() -> None:
    """Each line is its parts' sum, a cadence never owed is a dash."""
    tallies = (CadenceTally("week", 1, 0, 1, 0, 0), CadenceTally("day", 5, 1, 0, 1, 1))
    rows = (CadenceRow("1", "甲一村", tallies), CadenceRow("2", "甲二村", tallies[:1]))
    assert other_row(rows[0])[1:] == [*"——————", *"210100", *"851011"]
    assert other_row(rows[1])[13:] == ["—"] * 6
    assert other_row(summed(rows))[7:] == [*"420200", *"851011"]
    content = invented_county(1)
    unit = replace(content.units[0], other_rows=rows)
    more = replace(content, units=(unit,))
    assert AssessmentContent.from_json(more.to_json()) == more
