"""Certificates and notices as PDF: the same bytes, gapless numbers, 200 in one file, rare signs."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from pypdf import PdfReader

from households.models import Award, AwardNotice
from households.prints import certificate
from households.queries.award import award_rows
from households.transitions.award_grant import PLATE, grant_many
from households.transitions.award_notice import give_notice
from tests.cast import World
from tests.households.award_cast import MONDAY, Status, award_at, here, home, honour_at, on_day

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
FULL = os.environ.get("FAULTS") == "full"


def pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def kept(name: str, data: bytes) -> None:
    """Leave a copy where somebody wants to look at it."""
    if folder := os.environ.get("AWARD_PDFS"):
        Path(folder, name).write_bytes(data)


def plated(world: World, n: int) -> list[Award]:
    awards = [award_at(world, Status.APPROVED) for _ in range(n)]
    grant_many([a.uid for a in awards], step=PLATE, by=world.county)
    return list(award_rows(world.county).filter(status=Status.PLATED))


def test_certificates_in_one_file(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Two hundred with FAULTS=full, twenty-one (two parts) else; the time is printed."""
    rows = plated(here, 200 if FULL else 21)
    papers = [certificate.of_award(row, lambda code: f"https://x.test/v/{code}") for row in rows]
    start = time.monotonic()
    data = certificate.pdf(papers, title="荣誉证书", author="甲县妇女联合会")
    spent = time.monotonic() - start
    with capsys.disabled():
        print(f"\n{len(papers)} certificates: {spent:.1f} s, {len(data) / 1e6:.2f} MB")
    assert pages(data) == len(papers)
    kept("certificates.pdf", data)
    if not FULL:
        assert certificate.pdf(papers, title="荣誉证书", author="甲县妇女联合会") == data


def test_certificate_pages(here: World, sign_in: SignIn) -> None:
    (row,) = plated(here, 1)
    county, town = sign_in("county"), sign_in("town")
    answer = county.get(f"/titles/{row.uid}/certificate")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert pages(answer.content) == 1
    many = town.get(f"/awards/certificates?award={row.uid}")
    assert pages(many.content) == 1
    assert town.get("/awards/certificates").status_code == 404
    assert sign_in("town_next").get(f"/titles/{row.uid}/certificate").status_code == 404
    assert sign_in("village").get(f"/titles/{row.uid}/certificate").status_code == 403
    Award.objects.filter(pk=row.pk).update(status=Status.REVOKED, ended_on=MONDAY)
    assert county.get(f"/titles/{row.uid}/certificate").status_code == 404


def test_a_sign_without_a_glyph_is_named(here: World, sign_in: SignIn) -> None:
    strange = home(here.village_one, head="王\U0002a6a5")
    award = award_at(here, Status.APPROVED, household=strange)
    grant_many([award.uid], step=PLATE, by=here.county)
    answer = sign_in("county").get(f"/titles/{award.uid}/certificate")
    assert answer.status_code == 409
    assert "U+2A6A5" in answer.text


def test_notice_is_the_same_paper_ever_after(
    here: World, sign_in: SignIn, settings: object
) -> None:
    rows = [award_at(here, Status.VOTED, household=home(here.village_one)) for _ in range(12)]
    given = give_notice(
        [r.uid for r in rows],
        notice_from=MONDAY,
        place="村委会公示栏",
        phone="0516-12345678",
        by=here.village,
    )
    notice = AwardNotice.objects.get(awards__contains=[given[0].pk])
    client = sign_in("village")
    draft = client.get(f"/notices/{notice.uid}/pdf").content
    first = client.post(f"/notices/{notice.uid}/pdf").content
    assert first == draft
    kept("notice.pdf", first)
    assert pages(first) == 1
    # Whatever becomes of those on it: the paper that hung is the paper that is kept.
    Award.objects.filter(pk=given[0].pk).update(status=Status.REJECTED)
    AwardNotice.objects.filter(pk=notice.pk).update(board="别处")
    for again in (client.get, client.post):
        assert again(f"/notices/{notice.uid}/pdf").content == first
    assert sign_in("village_next").get(f"/notices/{notice.uid}/pdf").status_code == 404


def test_certificate_of_an_honour(here: World, sign_in: SignIn) -> None:
    row = honour_at(
        here,
        "granted",
        kind="quiet",
        number="甲荣2026-0001",
        granted_on=MONDAY,
        granted_by=here.county,
        verify_code="a" * 22,
    )
    answer = sign_in("county").get(f"/honours/{row.uid}/certificate")
    assert pages(answer.content) == 1
    kept("honour.pdf", answer.content)
    page = Client().get(f"/v/{'a' * 22}")
    assert "零家暴社区" in page.text
    assert "甲荣2026-0001" in page.text


@pytest.mark.parametrize(
    ("name", "words", "issuer", "size"),
    [
        ("樊庄村　王秀英 家庭：", 48, "沛县妇女联合会", ""),
        ("新疆生产建设兵团第十二师一〇四团畜牧连社区　买买提·吐尔逊尼亚孜·阿卜杜热合曼 家庭：", 72,
         "巴音郭楞蒙古自治州和静县妇女联合会", "long"),
        ("和静县平安家庭创建巾帼志愿服务队：", 200, "沛县妇女联合会", "longest"),
    ],
)  # fmt: skip
def test_a_long_name_is_set_smaller_and_stays_above_the_foot(
    name: str, words: int, issuer: str, size: str
) -> None:
    made = certificate.Certificate(
        name, "平" * words, issuer, MONDAY, "沛平示2026第1号", "https://anjia.example/v/x"
    )
    assert made.size == size
    data = certificate.pdf([made], title="荣誉证书", author=issuer)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    low = [height for text, height in placed(data) if "平平" in text]
    foot = (12 + 1.6 + 2.2 + 0.5 + 13 + 26) * 72 / 25.4  # top of the square code
    assert foot < min(low) < 210 * 72 / 25.4


def placed(data: bytes) -> list[tuple[str, float]]:
    """Every run of text with its height on the page."""
    found: list[tuple[str, float]] = []

    def seen(text: str, matrix: list[float], place: list[float], font: object, size: float) -> None:
        found.append((text, place[5] * matrix[3] + matrix[5]))

    PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=seen)
    return found
