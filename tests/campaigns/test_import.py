"""Importing divisions: what is read, what is refused whole, what twice changes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from accounts.search_terms import search_terms
from campaigns.importing import divisions as importing
from campaigns.importing.divisions import Imported, import_divisions
from campaigns.models import Division, Level

GOOD = """code,name
320000000000,江苏省
320300000000,徐州市
320322000000,沛县
320322101000,五段镇
320322101201,前六段村委会
320322101202,重庄村委会
110000000000,北京市
110100000000,市辖区
110101000000,东城区
110101001000,东华门街道
110101001001,多福巷社区居委会
440000000000,广东省
441900000000,东莞市
441900003000,东城街道
441900003001,岗贝社区居民委员会
442000000000,中山市
442000001000,石岐街道
460000000000,海南省
460400000000,儋州市
460400100000,那大镇
469000000000,省直辖县级行政区划
469001000000,五指山市
469001198000,县直辖村级区划
469001198001,畅好农场居委会
"""
ROWS = GOOD.count("\n") - 1
Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(content: str | bytes) -> Path:
        path = tmp_path / "list.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.mark.django_db
def test_levels_parents_spans_and_search_terms(write: Write) -> None:
    assert import_divisions(write(GOOD)) == Imported(ROWS, 0, 0)
    village = Division.objects.get(code=320322101202)
    assert (village.level, village.parent_id, village.end) == (5, 320322101000, 320322101203)
    assert village.initials == "zzcwh"
    assert "重庄" in village.grams
    county = Division.objects.get(code=320322000000)
    assert (county.level, county.parent_id, county.end) == (3, 320300000000, 320323000000)
    assert Division.objects.get(code=320000000000).parent_id is None


@pytest.mark.django_db
def test_quirks_of_the_real_list(write: Write) -> None:
    import_divisions(write(GOOD))
    own = set(Division.objects.filter(acts_as_county=True).values_list("code", flat=True))
    assert own == {441900000000, 442000000000, 460400000000}
    street = Division.objects.get(code=441900003000)
    assert (street.level, street.parent_id) == (Level.TOWNSHIP, 441900000000)
    assert Division.objects.get(code=441900003001).ancestors()[1].name == "东莞市"
    assert Division.objects.get(code=441900000000).is_county
    assert Division.objects.get(code=110101000000).parent_id == 110100000000
    assert Division.objects.get(code=469001198001).parent_id == 469001198000
    assert not Division.objects.get(code=469000000000).is_county


@pytest.mark.django_db
def test_twice_changes_nothing(write: Write) -> None:
    path = write(GOOD)
    import_divisions(path)
    before = list(Division.objects.order_by("code").values())
    assert import_divisions(path) == Imported(0, 0, ROWS)
    assert list(Division.objects.order_by("code").values()) == before


@pytest.mark.django_db
def test_a_new_name_is_an_update_and_keeps_the_rest(write: Write) -> None:
    import_divisions(write(GOOD))
    Division.objects.filter(code=320322101201).update(households=321)
    done = import_divisions(write(GOOD.replace("前六段村委会", "六段新村委会")))
    assert done == Imported(0, 1, ROWS - 1)
    village = Division.objects.get(code=320322101201)
    assert (village.name, village.households) == ("六段新村委会", 321)
    assert village.pinyin == search_terms("六段新村委会").pinyin


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("gbk"),
        gzip.compress(GOOD.encode()),
        gzip.compress(GOOD.encode("gbk")),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("code,name", "Code , Name").encode(),
        (GOOD + "\n\n").encode(),
        (GOOD + "460400100000,那大镇\n").encode(),
        GOOD.replace("那大镇", '"那大镇"').encode(),
    ],
    ids=["bom", "gbk", "gz", "gz-gbk", "crlf", "header", "blank", "same-twice", "quoted"],
)
def test_shapes_of_a_good_file(write: Write, raw: bytes) -> None:
    assert import_divisions(write(raw)).added == ROWS
    assert Division.objects.get(code=460400100000).name == "那大镇"


def changed(line: str, into: str) -> str:
    return GOOD.replace(line, into)


BAD: dict[str, tuple[str | bytes, str]] = {
    "eleven digits": (changed("320322101201,", "32032210120,"), "第6行：代码32032210120有11位"),
    "letters": (changed("320322101201,", "32032210120x,"), "第6行：代码“32032210120x”里有数字以外"),
    "full width": (changed("320322101201,", "３20322101201,"), "第6行：.*数字以外"),
    "leading zero": (changed("320322101201,", "020322101201,"), "第6行：.*不能以0开头"),
    "unknown parent": (changed("320322101000,五段镇\n", ""), "第5行：.*上级320322101000不在"),
    "empty name": (changed("前六段村委会", "  "), "第6行：代码320322101201没有名称"),
    "long name": (changed("前六段村委会", "长" * 81), "第6行：.*81字"),
    "control": (changed("前六段村委会", "前\x07六"), "第6行：.*控制字符"),
    "other name": (GOOD + "320322101201,别的村\n", "第26行：.*第6行已叫“前六段村委会”"),
    "header": (changed("code,name", "代码,名称,级别"), "第1行：表头应为"),
    "no header": (changed("code,name\n", ""), "第1行：表头应为"),
    "three columns": (changed("前六段村委会", "前六段,村委会"), "第6行：.*这里有3栏"),
    "one column": (changed("320322101201,前六段村委会", "320322101201"), "第6行：.*这里有1栏"),
    "empty": ("", "第1行：表头应为"),
    "only header": ("code,name\n", "没有区划"),
    "broken utf-8": (GOOD.encode().replace("前".encode(), b"\xe5\x89"), "第6行：.*认不出的字"),
    "broken gbk": (GOOD.encode("gbk").replace("前".encode("gbk"), b"\xff\xff"), "第6行：.*认不出"),
    "bom, broken": (GOOD.encode("utf-8-sig").replace("前".encode(), b"\xe5"), "第6行：.*认不出"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-16"),
    "broken gz": (gzip.compress(GOOD.encode())[:-20], "压缩文件.*损坏"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "told"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_refuses_the_whole_file(write: Write, content: str | bytes, told: str) -> None:
    with pytest.raises(CommandError, match=told) as refusal:
        call_command("import_divisions", write(content))
    assert refusal.value.returncode == 1
    assert not Division.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有找到文件nothing\.csv"):
        call_command("import_divisions", tmp_path / "nothing.csv")


@pytest.mark.django_db
def test_under_takes_one_branch_with_its_chain(write: Write) -> None:
    assert import_divisions(write(GOOD), under=320322000000).added == 6
    codes = set(Division.objects.values_list("code", flat=True))
    assert codes == {
        320000000000,
        320300000000,
        320322000000,
        320322101000,
        320322101201,
        320322101202,
    }
    with pytest.raises(CommandError, match="没有代码999999000000"):
        call_command("import_divisions", write(GOOD), under=999999000000)


@pytest.mark.django_db
def test_under_still_checks_the_whole_file(write: Write) -> None:
    with pytest.raises(CommandError, match="第10行"):
        call_command(
            "import_divisions",
            write(changed("110101000000,东城区", "110101000000,")),
            under=320322000000,
        )


@pytest.mark.django_db
def test_a_parent_already_in_the_tree_is_enough(write: Write) -> None:
    import_divisions(write(GOOD))
    assert import_divisions(write("code,name\n320322101203,新设村委会\n")) == Imported(1, 0, 0)
    assert import_divisions(write("code,name\n441900004000,南城街道\n")).added == 1


@pytest.mark.django_db
def test_a_city_becomes_its_own_county_by_a_later_file(write: Write) -> None:
    import_divisions(write("code,name\n440000000000,广东省\n441900000000,东莞市\n"))
    assert not Division.objects.get(code=441900000000).acts_as_county
    import_divisions(write("code,name\n441900003000,东城街道\n"))
    assert Division.objects.get(code=441900000000).acts_as_county


@pytest.mark.django_db
def test_a_failure_on_the_way_leaves_nothing(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "OWN_COUNTY", "SELECT 1/0")
    with pytest.raises(DatabaseError):
        import_divisions(write(GOOD))
    assert not Division.objects.exists()


@pytest.mark.django_db
def test_the_county_shipped_with_the_product() -> None:
    told = StringIO()
    shipped = Path(importing.__file__).parents[1] / "data" / "divisions-320322.csv"
    call_command("import_divisions", shipped, verbosity=2, stdout=told)
    assert "新增 423" in told.getvalue()
    assert "内存峰值" in told.getvalue()
    county = Division.objects.get(code=320322000000)
    assert Division.objects.below(county, Level.VILLAGE).count() == 402


def test_search_terms_of_places_and_people() -> None:
    assert search_terms("重庆市").pinyin == "chongqingshi"
    assert search_terms("五段镇").initials == "wdz"
    assert search_terms("长乐区").initials == "clq"
    assert search_terms("Ａ区 １组").pinyin == "aqu1zu"
    assert search_terms("村").grams == ["村"]
    assert search_terms("").grams == []
    assert search_terms("单雄", person=True).initials == "sx"
    assert search_terms("尉迟恭", person=True).pinyin == "yuchigong"
