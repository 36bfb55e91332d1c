"""The drawing process: nothing outside is reachable, what never ends is stopped."""

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from accounts.drawing import fonts, pool
from accounts.drawing.faults import DrawingFailed, MissingGlyph
from accounts.drawing.pool import Child, Part


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    folder = tmp_path / "faces"
    folder.mkdir()
    faces = fonts.known(folder)
    fonts.cut(["中文 abc<>()"], faces)
    file = tmp_path / "fonts.conf"
    file.write_text(fonts.configuration(faces, tmp_path / "cache"), encoding="utf-8")
    with Child(f"html{{font-family:{faces.stack('song')}}}", file, tmp_path) as drawing:
        yield drawing


def test_nothing_outside_is_fetched(child: Child, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>ab</text></svg>")
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
        port = server.getsockname()[1]
        places = (f"http://127.0.0.1:{port}/a", secret.as_uri(), "data:image/svg+xml,<svg/>")
        html = "".join(
            f"<link rel=stylesheet href='{place}'><link rel=attachment href='{place}'>"
            f"<style>@import url({place});@font-face{{font-family:x;src:url({place})}}"
            f"p{{background:url({place})}}</style><img src='{place}'>"
            f"<object data='{place}'></object><svg><image href='{place}'/></svg><p>中文</p>"
            for place in places
        )
        target = tmp_path / "out.pdf"
        assert child.draw(Part("试", html, 1), target) == 1
    assert calls == []
    with pikepdf.open(target) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert PdfReader(target).pages[0].extract_text().split() == ["中文"] * 3


def test_child_names_missing_glyphs_too(child: Child, tmp_path: Path) -> None:
    with pytest.raises(MissingGlyph, match="龘"):
        child.draw(Part("试", "<p>中文龘</p>", 1), tmp_path / "out.pdf")
    assert child.draw(Part("试", "<p>中文</p>", 1), tmp_path / "out.pdf") == 1


def test_a_part_that_never_ends_is_stopped(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "PART_SECONDS", 3.0)
    with pytest.raises(DrawingFailed, match="试"):
        child.draw(Part("试", "<div>" * 20_000 + "中文", 1), tmp_path / "out.pdf")


def test_a_size_that_cannot_be_is_a_fault_and_no_end(child: Child, tmp_path: Path) -> None:
    """T9: a fault of the drawing is told; the same process draws the next part."""
    with pytest.raises(DrawingFailed, match="试"):
        child.draw(Part("试", "<p style='font-size:1e9px'>中文</p>", 1), tmp_path / "out.pdf")
    assert child.draw(Part("试", "<p>中文</p>", 1), tmp_path / "out.pdf") == 1


def test_a_part_sees_its_own_pictures_only(child: Child, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    html = "<p>中文</p><img src='anjia:picture/0'>"
    target = tmp_path / "out.pdf"
    assert child.draw(Part("试", html, 1, pictures=(out.getvalue(),)), target) == 1
    assert [found.image.size for found in PdfReader(target).pages[0].images if found.image] == [
        (8, 6)
    ]
    with pytest.raises(DrawingFailed, match="试"):  # those of the part before are gone
        child.draw(Part("试", html, 1), target)
