"""Plots are well-formed, safe for strict pages, and say in text what they show."""

from decimal import Decimal

import pytest
from defusedxml import ElementTree

from reports import charts, svg

HOSTILE = '<script>"&'


def samples(label: str) -> dict[str, str]:
    title, desc = "标题" + label, "说明"
    parts = (Decimal(3), Decimal("1.25"), Decimal(0))
    legend: list[tuple[svg.Fill, str]] = [("hatch", "迟报"), ("dark", "未报"), ("white", "失实")]
    bars = [
        charts.Bar(label, Decimal("97.52"), "dark"),
        charts.Bar("杨屯镇", Decimal("55.00"), "hatch"),
        charts.Bar("大屯街道", None, "white", "待评（至多96.00）"),
        charts.Bar("演示镇", Decimal("104.50"), "dashed", "否决"),
    ]
    ranges = [
        charts.Range(label, (Decimal(80), Decimal(95)), Decimal("84.95")),
        charts.Range("宣传发动", (), None),
    ]
    shares = [
        charts.Share(label, Decimal("18.97"), Decimal(20), Decimal(90)),
        charts.Share("待评的", None, Decimal(10)),
    ]
    return {
        "ranked": charts.ranked_bars(
            bars, mean=Decimal("85.005"), legend=legend, title=title, desc=desc
        ),
        "ranges": charts.ranges(ranges, title=title, desc=desc),
        "shares": charts.stacked_shares(
            [charts.Stack(label, parts)], legend, title=title, desc=desc
        ),
        "tiers": charts.stacked_tiers([charts.Stack(label, parts)], legend, title=title, desc=desc),
        "categories": charts.category_bars(shares, title=title, desc=desc),
    }


@pytest.mark.parametrize("name", samples(""))
def test_plots_are_well_formed_and_plain(name: str) -> None:
    text = samples(HOSTILE)[name]
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("viewBox", "").startswith("0 0 156 ")
    assert root[0].text == "标题" + HOSTILE
    assert root[1].text == "说明"
    assert "".join(root.itertext()).count(HOSTILE[:6]) == 2  # title and label
    for banned in ("style=", "paint-order", "var(", "<script", "filter", "href", "url("):
        assert banned not in text


def test_axis_begins_at_a_printed_figure_low_enough() -> None:
    text = samples("甲镇")["ranked"]
    words = [node.text for node in ElementTree.fromstring(text).iter() if node.tag.endswith("text")]
    assert words[0] == "50"
    assert "110" in words
    assert "全县平均85.01" in words
    assert "待评（至多96.00）" in words


def test_rates_are_rounded_half_up() -> None:
    assert "94.9%" in samples("纠纷调处")["categories"]
    assert "85.0" in samples("组织领导")["ranges"]


def test_hatch_stays_inside_its_box() -> None:
    path = svg.hatch(10, 20, 8, 3)
    points = [pair.split() for pair in path.replace("M", "L").split("L")[1:]]
    assert all(10 <= float(x) <= 18 and 20 <= float(y) <= 23 for x, y in points)
    assert len(points) >= 10
