"""Hostile workbooks are refused in words, quickly, and what passes is read behind walls
(reliability T7, T8, E1–E3, J3)."""

from __future__ import annotations

import io
import json
import resource
import socket
import subprocess
import sys
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.sheets.child import plain
from campaigns.sheets.faults import LARGE, ORDINARY, Limits, SheetRefused
from campaigns.sheets.package import check_package
from campaigns.sheets.reading import CHILD, Opened, read_sheets
from tests.campaigns import archives, hostile

MB = 1024 * 1024


def written(rows: list[list[object]], *, by: str = "openpyxl") -> bytes:
    """An honest workbook."""
    made = io.BytesIO()
    if by == "openpyxl":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(made)
    else:
        with xlsxwriter.Workbook(made, {"in_memory": True}) as other:
            sheet = other.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return made.getvalue()


def test_the_corpus_is_large() -> None:
    assert len(hostile.FILES) >= 90
    assert len(hostile.LATER) >= 12


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    data = hostile.FILES[name]()
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(SheetRefused) as refused:
        check_package(data, ORDINARY)
    seconds = time.perf_counter() - start
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.sentence.endswith("。")
    assert "PK" not in refused.value.sentence
    assert seconds < 0.2
    assert peak < 8 * MB  # a piece at a time, whatever is inside


@pytest.mark.parametrize("by", ["openpyxl", "xlsxwriter"])
def test_honest_workbooks_pass(by: str) -> None:
    data = written([["户号", "姓名"], ["1", "甲"]], by=by)
    check_package(data, ORDINARY)
    opened, *rows = read_sheets(data, ORDINARY)
    assert isinstance(opened, Opened)
    assert rows == [(1, ["户号", "姓名"]), (2, ["1", "甲"])]
    check_package(archives.zipped(archives.good()), ORDINARY)


def test_entries_whose_sizes_follow_them_pass() -> None:
    """Streaming writers put sizes behind the data; that is no forgery."""
    source, made = zipfile.ZipFile(io.BytesIO(written([["户号"]]))), io.BytesIO()

    class OneWay(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return made.write(data)  # type: ignore[arg-type]

    with zipfile.ZipFile(OneWay(), "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            archive.writestr(info.filename, source.read(info))
    check_package(made.getvalue(), ORDINARY)


def test_links_in_cells_are_no_outside_sources() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "邮箱"
    sheet["A1"].hyperlink = "mailto:a@example.org"
    made = io.BytesIO()
    book.save(made)
    check_package(made.getvalue(), ORDINARY)


def said(data: bytes) -> str:
    """The last sign of the refusal, or nothing."""
    try:
        list(read_sheets(data, ORDINARY))
    except SheetRefused as refused:
        return refused.sentence[-1]
    return ""


@pytest.mark.parametrize("name", hostile.LATER)
def test_what_passes_is_read_or_refused_by_the_child(name: str) -> None:
    data = hostile.LATER[name]()
    check_package(data, ORDINARY)
    start = time.perf_counter()
    assert said(data) in ("", "。")
    assert time.perf_counter() - start < ORDINARY.seconds


def test_a_bomb_beyond_the_first_guard_ends_with_the_child_only() -> None:
    """T8 handed straight to the child: its ceiling holds, our own process stays small."""
    data = hostile.one_cell(300)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SheetRefused):
        list(read_sheets(data, ORDINARY))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) / 1024 < 32


def test_a_slow_file_is_stopped() -> None:
    short = Limits(10 * MB, 200, 50 * MB, 100, 20_000, 60, 512 * MB, 1, 3)
    start = time.perf_counter()
    with pytest.raises(SheetRefused, match="太复杂"):
        list(read_sheets(hostile.LATER["last_row"](), short))
    assert time.perf_counter() - start < 5


def test_a_county_may_send_more() -> None:
    assert LARGE.rows >= 100_000
    assert (LARGE.ratio, LARGE.entries, LARGE.memory) == (100, 200, ORDINARY.memory)


ATTEMPTS = {
    "network": "import socket; socket.create_connection(('127.0.0.1', port), 1)",
    "file": "open('/etc/passwd').read()",
    "write": "open('/tmp/anjia-child', 'w')",
    "program": "import subprocess; subprocess.run(['true'])",
    "shell": "import os; os.system('true')",
    "memory": "x = bytearray(700 * 1024 * 1024)",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_child_reaches_nothing(attempt: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        code = (
            "import importlib.util as u, socket, subprocess\n"
            f"s = u.spec_from_file_location('c', {str(CHILD)!r})\n"
            "m = u.module_from_spec(s); s.loader.exec_module(m)\n"
            f"port = {listener.getsockname()[1]}\n"
            f"m.shut({512 * MB}, 20)\n{attempt}\nprint('done')"
        )
        ran = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert b"done" not in ran.stdout
    assert b"PermissionError" in ran.stderr or b"MemoryError" in ran.stderr


GOOD = archives.zipped(archives.good())


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_fuzz_a_changed_archive_is_refused_or_whole(data: st.DataObject) -> None:
    """Whatever is flipped, cut or put in: a sentence, or a file whose parts are what they were."""
    raw = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        way = data.draw(st.sampled_from(["flip", "cut", "put", "copy"]))
        if way == "flip":
            raw[at] = data.draw(st.integers(0, 255))
        elif way == "cut":
            del raw[at : at + data.draw(st.integers(1, 50))]
        elif way == "put":
            raw[at:at] = data.draw(st.binary(max_size=40))
        else:
            raw[at:at] = raw[: data.draw(st.integers(1, 60))]
        if not raw:
            break
    try:
        check_package(bytes(raw), ORDINARY)
    except SheetRefused:
        return
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        assert archive.testzip() is None
        assert sum(i.file_size for i in archive.infolist()) < 50 * MB


@settings(max_examples=400)
@given(st.binary(max_size=400))
def test_fuzz_any_bytes_are_refused(raw: bytes) -> None:
    for data in (raw, b"PK\x03\x04" + raw, GOOD[:200] + raw, raw + GOOD[-300:]):
        with pytest.raises(SheetRefused):
            check_package(data, ORDINARY)


@given(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes()
    )
)
def test_any_cell_becomes_json(value: object) -> None:
    json.dumps(plain(value))
