"""The parts of a page, drawn by the bare template engine: no database, no request cycle."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.templatetags import words
from accounts.templatetags.drawings import SPRITE, icon

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=SHANGHAI)
TODAY = NOW.date()


def draw(source: str, **context: Any) -> str:
    """Render ``source`` with the parts as builtins, at the page's moment NOW."""
    engine = Engine.get_default()
    frame = SimpleNamespace(now=NOW)
    return engine.from_string(source).render(Context({"frame": frame, **context}))


@dataclass
class Cell:
    kind: str
    count: int | None = None
    url: str | None = None
    sentence: str = "前六段村 10月"


class Visit(forms.Form):
    on = forms.DateField(label="走访日期", help_text="例如 2026-11-24")
    met = forms.ChoiceField(
        label="见到谁",
        widget=forms.RadioSelect,
        choices=[("self", "本人\n当面谈过"), ("none", "没见到")],
    )
    checked = forms.MultipleChoiceField(
        label="查过", widget=forms.CheckboxSelectMultiple, choices=[("a", "走访"), ("b", "排查")]
    )
    note = forms.CharField(label="现状", required=False, widget=forms.Textarea)


def test_every_icon_of_the_sprite_is_drawn_and_an_unknown_one_is_refused() -> None:
    names = [line.split('"')[1] for line in SPRITE.read_text("utf-8").splitlines() if "id=" in line]
    assert len(names) > 40
    for name in names:
        assert 'aria-hidden="true"' in icon(name)
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        icon("nowhere")


@pytest.mark.parametrize(
    ("when", "expected", "css"),
    [
        (TODAY - timedelta(days=4), "逾期 4 天", "due-over"),
        (NOW - timedelta(hours=3), "逾期 3 小时", "due-over"),
        (NOW - timedelta(minutes=5), "逾期 1 小时", "due-over"),
        (NOW - timedelta(days=1), "逾期 1 天", "due-over"),
        (TODAY, "今天<", "due-soon"),
        (NOW.replace(hour=17, minute=0), "今天 17:00", "due-soon"),
        (NOW.replace(hour=23, minute=59, second=59), "今天<", "due-soon"),
        (TODAY + timedelta(days=1), "还剩 1 天", "due-soon"),
        (TODAY + timedelta(days=3), "还剩 3 天", "icon-clock"),
    ],
)
def test_time_limit(when: date, expected: str, css: str) -> None:
    html = draw("{% due when %}", when=when)
    assert expected in html
    assert css in html


def test_time_limit_done_and_none() -> None:
    assert "已办" in draw("{% due when True %}", when=TODAY - timedelta(days=9))
    assert "—" in draw("{% due None %}")


def test_utc_moment_counts_in_local_days() -> None:
    utc = datetime(2026, 11, 24, 17, 0, tzinfo=ZoneInfo("UTC"))  # 25 November 01:00 here
    assert "还剩 1 天" in draw("{% due when %}", when=utc)


def test_tier_with_its_review_date() -> None:
    assert "黄·中" in draw("{% tier 'yellow' %}")
    shown = draw("{% tier 'yellow' day %}", day=date(2026, 12, 5))
    assert "tier-yellow" in shown
    assert "至 12月5日" in shown
    assert "黄·中" in draw("{% tier 'yellow' day %}", day=TODAY)


def test_tier_turns_grey_when_its_review_date_has_passed() -> None:
    shown = draw("{% tier 'red' day %}", day=TODAY - timedelta(days=1))
    assert "灰·未复核" in shown
    assert "tier-red" not in shown
    assert "—" in draw("{% tier 'none' %}")


def test_state_escapes_its_words() -> None:
    assert "&lt;b&gt;" in draw("{% state 'returned' words %}", words="<b>")
    assert "tag-plain" in draw("{% state 'nonsense' '草稿' %}")


@pytest.mark.parametrize(
    ("kind", "face"),
    [
        ("nil", "零"),
        ("found", "2"),
        ("late_nil", "迟零"),
        ("late_found", "迟2"),
        ("missing", "缺"),
        ("amended", "更2"),
        ("untrue", "×失2"),
        ("open", "待"),
        ("not_due", "—"),
    ],
)
def test_zero_report_cell(kind: str, face: str) -> None:
    plain = draw("{% report_cell cell %}", cell=Cell(kind, 2))
    linked = draw("{% report_cell cell %}", cell=Cell(kind, 2, "/r/1?a=1&b=2"))
    assert f'<td class="zr zr-{kind}">' in plain
    assert f">{face}<" in plain
    assert '<span class="vh">前六段村 10月</span>' in plain
    assert f'aria-label="前六段村 10月">{face}</a>' in linked
    assert "&amp;b=2" in linked


def test_field_names_its_hint_and_error_and_marks_only_the_optional() -> None:
    form = Visit({"met": "self", "checked": ["a"]})
    html = draw("{% field form.on %}", form=form)
    assert 'id="id_on_error"' in html
    assert 'aria-describedby="id_on_helptext id_on_error"' in html
    assert "field-bad" in html
    assert "选填" not in html
    assert "选填" in draw("{% field form.note %}", form=form)


def test_choices_become_tiles_and_ticks_with_hints() -> None:
    form = Visit({"met": "self", "checked": ["a"]})
    tiles = draw("{% field form.met %}", form=form)
    assert "<fieldset" in tiles
    assert "<b>本人</b><small>当面谈过</small>" in tiles
    assert tiles.count('class="tile"') == 2
    assert draw("{% field form.checked %}", form=form).count('class="tick"') == 2


def test_error_summary_links_to_each_field() -> None:
    html = draw("{% error_summary form %}", form=Visit({}))
    assert "有 3 处要改" in html
    assert 'href="#id_on"' in html
    assert 'href="#id_met_0"' in html
    assert "处要改" not in draw("{% error_summary form %}", form=Visit())


def test_page_links_keep_the_question() -> None:
    page = Paginator(range(95), 10).page(3)
    request = RequestFactory().get("/x/?year=2026&page=3&name=姜")
    html = draw("{% page_links page %}", page=page, request=request)
    assert "第 3 页，共 10 页，95 条" in html
    assert "year=2026" in html
    assert "page=4" in html
    assert "page=3" not in html


def test_number_links_what_it_counts() -> None:
    assert draw("{% number 7 '/rows' %}") == '<a class="n" href="/rows">7</a>'
    assert draw("{% number 0 '/rows' %}") == "<span>0</span>"
    assert "—" in draw("{% number None %}")


def test_bars_below_target_are_told_apart() -> None:
    html = draw("{% bars values 0.9 0.7 %}", values=[1.0, 0.8, None])
    assert html.count('class="bar"') == 1
    assert html.count("bar-below") == 1
    assert "style=" not in html


def test_dates_and_times() -> None:
    assert words.zh_date(date(2026, 3, 8)) == "2026年3月8日"
    assert words.zh_day(datetime(2026, 3, 7, 17, tzinfo=ZoneInfo("UTC"))) == "3月8日"
    assert words.zh_weekday(TODAY) == "周二"
    assert words.zh_time(NOW) == "09:30"
    assert words.zh_date(None) == "—"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("姜志强", "姜*强"),
        ("王平", "王*"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买***"),
        ("𠮷田一", "𠮷*一"),
        ("", "—"),
        (None, "—"),
    ],
)
def test_names_are_masked(name: str | None, masked: str) -> None:
    assert words.mask_name(name) == masked


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(157, 160), "98.1%"),
        (Decimal("0.9"), "90%"),
        (Decimal(1), "100%"),
        (Fraction(9999, 10000), "99.9%"),
        (0, "0%"),
        (Decimal("0.8125"), "81.3%"),
        (None, "—"),
    ],
)
def test_rates(value: Any, shown: str) -> None:
    assert words.percent(value) == shown


def test_nothing_is_a_dash_but_zero_stays() -> None:
    assert words.dash_none(0) == 0
    assert words.dash_none("") == "—"


@pytest.mark.parametrize("code", [400, 403, 404, 409, 422, 500, 503])
def test_error_pages_need_no_context(code: int) -> None:
    html = render_to_string(f"errors/{code}.html")
    assert "<h1" in html
    assert "style=" not in html
    assert "onclick" not in html
