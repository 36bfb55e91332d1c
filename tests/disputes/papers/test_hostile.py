"""Two hundred hostile texts and the bombs of T9 through the drawing of forms (reliability E6):
nothing from outside gets in, nobody is called, no process is left."""

from __future__ import annotations

import io
import os
import socket
import threading
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

import pikepdf
import psutil
import pytest
from pypdf import PdfReader

from accounts.drawing.faults import DrawingFailed, MissingGlyph
from disputes.papers import agreement, facts
from disputes.papers.blocks import (
    Blank,
    Blanks,
    Cell,
    Choices,
    Form,
    Grid,
    Items,
    Note,
    Table,
    Text,
)
from disputes.papers.draw import draw_form

DAY = date(2026, 3, 15)
CANARY = "FOREIGN-BYTES"
FRAMES = (
    "{}", "甲{}乙", '"{}"', "'{}'", "<p>{}</p>", "<!--{}-->", "{{% {} %}}", "{{{{ {} }}}}",
    "]]>{}<![CDATA[", "&lt;{}&gt;",
)  # fmt: skip


@pytest.fixture
def caller() -> Iterator[tuple[int, list[object]]]:
    """A listener on the loopback and who called it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, peer = server.accept()
                except OSError:
                    return
                calls.append(peer)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], calls


def hostile(port: int, secret: Path) -> list[str]:
    """Two hundred different texts: tags, addresses, styles, words without an end, signs that are
    not seen, templates."""
    web, file = f"http://127.0.0.1:{port}/x", secret.as_uri()
    seeds = [
        f"<img src={web}>",
        f"<link rel=stylesheet href={web}><link rel=attachment href={file}>",
        f"<style>@import url({web});*{{background:url({web});font-size:1e9px}}</style>",
        f"<object data={file}></object><iframe src={web}></iframe><embed src={file}>",
        f"<svg><image href='{web}'/><use href='{file}#a'/></svg>",
        f"<script>fetch('{web}')</script><a href='{web}'>x</a>",
        f"url({web}) url('{file}') image-set('{web}' 1x)",
        f"<base href='{web}'><meta http-equiv=refresh content='0;url={web}'>",
        f"<!DOCTYPE x [<!ENTITY e SYSTEM '{file}'>]>&e;",
        f'style="content:url({web})" onload=alert(1) src={web}',
        "A" * 500,
        "漢字" * 60,
        "\u202egnp.exe\u202c\u2066\u2069\u200f\u200e",
        "\u200b\u200c\u200d\ufeff\u2060" * 40 + "零宽",
        "\x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85",
        "<div>" * 60,
        "anjia:picture/0 <img src='anjia:picture/0'>",
        "load include extends ssi debug",
        "\r\n\r\n\u2028\u2029\t" * 10 + "行",
        "%s %n {0} ${x} \\\\u0000 \\\\r",
    ]
    return [frame.format(seed) for frame in FRAMES for seed in seeds]


def spread(texts: list[str]) -> tuple[Form, ...]:
    """Forms with the texts in every kind of place."""
    kinds = cycle(range(6))
    blocks: list[Text | Items | Note | Choices | Blanks | Grid] = []
    for text, kind in zip(texts, kinds, strict=False):
        blocks.append(
            (
                Text(text, text[:40]),
                Items((text,)),
                Note(text),
                Choices("结果", ((text[:200], True),)),
                Blanks((Blank("地点", text[:200]),)),
                Grid(((Cell(text[:60], 6, label=True), Cell(text[:300], 18)),)),
            )[kind]
        )
    half = len(blocks) // 2
    rows = tuple((text[:100], text[:100]) for text in texts[:40])
    return (
        Form(texts[0], tuple(blocks[:half]), number=texts[1], name=texts[2]),
        Form(texts[3], (*blocks[half:], Table(("甲", "乙"), (12, 12), rows)), over=texts[4]),
    )


def left_over() -> list[int]:
    """Drawing processes of ours that still run."""
    mine = psutil.Process(os.getpid()).children(recursive=True)
    return [p.pid for p in mine if "accounts.drawing.child" in p.cmdline()]


def test_two_hundred_hostile_texts(caller: tuple[int, list[object]], tmp_path: Path) -> None:
    port, calls = caller
    secret = tmp_path / "secret.svg"
    secret.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{CANARY}</text></svg>")
    texts = hostile(port, secret)
    assert len(set(texts)) == 200
    said = ""
    for form in spread(texts):
        data = draw_form(form, day=DAY, author=texts[5], demo=True).data
        pages = PdfReader(io.BytesIO(data)).pages
        said += "".join("".join(page.extract_text().split()) for page in pages)
        assert not any(page.images or page.get("/Annots") for page in pages)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert not {"/EmbeddedFiles", "/JavaScript"} & set(pdf.Root.get("/Names", {}).keys())
            assert "/OpenAction" not in pdf.Root
            streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)
                       if o.get("/Filter") != "/DCTDecode"]  # fmt: skip
        assert not any(CANARY.encode() in stream for stream in streams)
    assert calls == []
    assert CANARY not in said
    # The texts are there as texts.
    for shown in ("<imgsrc=http://127.0.0.1", "<script>fetch(", "@importurl(http", "<div><div>"):
        assert shown in said
    assert left_over() == []


def test_hostile_texts_through_a_builder(caller: tuple[int, list[object]], tmp_path: Path) -> None:
    port, calls = caller
    some = hostile(port, tmp_path / "none")[:20]
    party = facts.PartyFacts("applicant", some[0], some[1], 200, some[2], some[3], some[4])
    case = facts.CaseFacts(some[5], (party,) * 3, some[6], some[7], (some[8],))
    promise = facts.PromiseFacts(some[9], some[10], some[11], some[12], some[13])
    form = agreement.build(
        case, facts.AgreementFacts(some[14], some[15], tuple(some), (promise,) * 5, some[16])
    )
    assert draw_form(form, day=DAY, author=some[17]).pages >= 2
    assert calls == []
    assert left_over() == []


@pytest.mark.parametrize(
    "bomb",
    ["<" * 40_000 + ">" * 40_000, "<div>" * 20_000, "甲" * 1_000_000, "a" * 100_000, "\n" * 50_000],
)
def test_bombs_are_refused_before_anything_is_drawn(bomb: str) -> None:
    with pytest.raises(DrawingFailed, match="太长"):
        draw_form(Form("记录", (Text(bomb),)), day=DAY, author="")
    assert left_over() == []


def test_one_word_without_an_end_is_drawn() -> None:
    made = draw_form(Form("记录", (Text("a" * 9_000), Text("<" * 9_000))), day=DAY, author="")
    assert 8 < made.pages < 40


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "😀", "𠮷", "e\u0301\u0327\u0489"])
def test_letters_of_other_faces_are_named(text: str) -> None:
    with pytest.raises(MissingGlyph, match=r"U\+"):
        draw_form(Form("记录", (Text(text),)), day=DAY, author="")
