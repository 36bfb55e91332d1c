"""Files nobody should take (reliability E1): made here, by name."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from accounts.photos import BYTES_MOST
from tests.pictures import jpeg


def pdf(pages: int = 2, change: Callable[[pikepdf.Pdf], None] | None = None, **root: Any) -> bytes:
    """A PDF with entries of its root, or changed in any way."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page()
        for name, value in root.items():
            made.Root[f"/{name}"] = value
        made.docinfo["/Author"] = "somebody"
        if change:
            change(made)
        made.save(out)
    return out.getvalue()


def action(kind: str, **more: Any) -> Dictionary:
    """An action of a PDF."""
    made = Dictionary(S=Name(f"/{kind}"))
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


def script() -> Dictionary:
    """An action that runs JavaScript."""
    return action("JavaScript", JS=String("app.alert(1)"))


def _annotated(**values: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]))
        for key, value in values.items():
            note[f"/{key}"] = value
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return pdf(change=change)


def _page(**values: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        for key, value in values.items():
            made.pages[0].obj[f"/{key}"] = value

    return pdf(change=change)


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def _crowded(made: pikepdf.Pdf) -> None:
    made.Root.Extra = Array([made.make_indirect(Dictionary(A=n)) for n in range(20_001)])


def _deep() -> Dictionary:
    inner = Dictionary()
    for _step in range(30):
        inner = Dictionary(A=inner)
    return inner


def _hidden_in_a_stream() -> bytes:
    """JavaScript inside a compressed object stream, its key written with an escape."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(OpenAction=script()))) as made:
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _escaped() -> bytes:
    return pdf(OpenAction=script()).replace(b"/JavaScript", b"/J#61vaScr#69pt")


def _zip(*names: str, data: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, data)
    return out.getvalue()


def _saved(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(out, kind)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_of(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    )


def _jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose head claims another size."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _webp_of(width: int, height: int) -> bytes:
    head = struct.pack("<I", 0) + (width - 1).to_bytes(3, "little")
    head += (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + head
    return b"RIFF" + struct.pack("<I", len(body)) + body


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
LOCAL = String("calc.exe")


def files() -> dict[str, bytes]:
    """Name → bytes."""
    return {
        "empty": b"",
        "one byte": b"\xff",
        "too big": b"0" * (BYTES_MOST + 1),
        "gif": _saved("GIF"),
        "bmp": _saved("BMP"),
        "tiff": _saved("TIFF"),
        "ico": _saved("ICO"),
        "ppm": _saved("PPM"),
        "tga": _saved("TGA"),
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file",
        "postscript behind a jpeg's name": b"%!PS\n(/etc/passwd) (r) file",
        "svg": SVG,
        "svg with a mark": b"\xef\xbb\xbf" + SVG,
        "svg with a prolog": b"<?xml version='1.0'?>" + SVG,
        "svg zipped": gzip.compress(SVG),
        "html": b"<html><script>alert(1)</script></html>",
        "html after blanks": b"  \n\t<!DOCTYPE html><script>1</script>",
        "html in utf-16": "<html>".encode("utf-16"),
        "mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
        "xml bomb": b"<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>",
        "script": b"#!/bin/sh\nrm -rf /\n",
        "batch": b"@echo off\r\ndel *.*\r\n",
        "javascript": b"require('child_process').exec('id')",
        "php": b"<?php system($_GET[0]); ?>",
        "windows program": b"MZ" + b"\0" * 200,
        "linux program": b"\x7fELF\x02\x01\x01" + b"\0" * 200,
        "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00" + b"\0" * 80,
        "old office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "word": _zip("[Content_Types].xml", "word/document.xml"),
        "word with macros": _zip("[Content_Types].xml", "word/vbaProject.bin"),
        "excel with macros": _zip("[Content_Types].xml", "xl/vbaProject.bin"),
        "rich text": b"{\\rtf1\\object\\objdata 0105}",
        "zip": _zip("a.txt"),
        "zip bomb": _zip("a", data=b"\0" * 5_000_000),
        "zip that climbs": _zip("../../etc/cron.d/x"),
        "jar": _zip("META-INF/MANIFEST.MF", "A.class"),
        "gzip": gzip.compress(b"\0" * 5_000_000),
        "rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 60,
        "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 60,
        "mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 60,
        "heic": b"\0\0\0\x18ftypheic" + b"\0" * 60,
        "mp3": b"ID3\x04" + b"\0" * 60,
        "plain text": "这是一段文字。".encode(),
        "jpeg cut short": jpeg()[:60],
        "jpeg without its pixels": jpeg()[: jpeg().index(b"\xff\xda")],
        "jpeg head and then html": b"\xff\xd8\xff\xe0<html><script>1</script>",
        "jpeg that claims 60,000 × 60,000": _jpeg_of(60_000, 60_000),
        "jpeg without height": _jpeg_of(40, 0),
        "png that claims 30,000 × 30,000": _png_of(30_000, 30_000),
        "png that claims 2^31": _png_of(2**31 - 1, 2**31 - 1),
        "png of no width": _png_of(0, 10),
        "png cut short": _saved("PNG")[:40],
        "webp that claims 16,384 × 16,384": _webp_of(16_384, 16_384),
        "pdf head and then nothing": b"%PDF-1.7 and then nothing",
        "pdf cut short": pdf()[:80],
        "pdf without pages": pdf(0),
        "pdf of 101 pages": pdf(101),
        "pdf with a password": _locked(),
        "pdf opens a script": pdf(OpenAction=script()),
        "pdf with an escaped script": _escaped(),
        "pdf with a script in a stream": _hidden_in_a_stream(),
        "pdf acts when closed": pdf(AA=Dictionary(WC=script())),
        "pdf starts a program": pdf(OpenAction=action("Launch", F=LOCAL)),
        "pdf opens another file": _annotated(A=action("GoToR", F=LOCAL)),
        "pdf opens a file inside": _annotated(A=action("GoToE", T=Dictionary())),
        "pdf sends a form": _annotated(A=action("SubmitForm", F=String("http://a.invalid"))),
        "pdf reads a form": _annotated(A=action("ImportData", F=LOCAL)),
        "pdf plays a film": _annotated(Subtype=Name.Movie, Movie=Dictionary()),
        "pdf plays a sound": _annotated(Subtype=Name.Sound, Sound=Dictionary()),
        "pdf with rich media": _annotated(Subtype=Name.RichMedia),
        "pdf with a 3D model": _annotated(Subtype=Name("/3D")),
        "pdf renders media": _annotated(A=action("Rendition")),
        "pdf page acts": _page(AA=Dictionary(O=script())),
        "pdf with files": pdf(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
        "pdf with a file note": _annotated(
            Subtype=Name.FileAttachment, FS=Dictionary(EF=Dictionary())
        ),
        "pdf with named scripts": pdf(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
        "pdf with a form language": pdf(AcroForm=Dictionary(XFA=String("x"))),
        "pdf with too many objects": pdf(change=_crowded),
        "pdf with endless nesting": pdf(Extra=_deep()),
    }
