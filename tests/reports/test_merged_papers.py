"""Papers of a village merged into another stay under its old code and name; the successor's people
find them where they look for their own and print them, others see no more than before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts import scope
from accounts.models import User
from campaigns.models import Division, Pledge
from campaigns.printing import in_batch
from campaigns.transitions.pledge import issue, sign
from disputes.models import Dispute
from households.letters import homes_of
from households.models import Award, Household, LetterPrint
from tests.cast import World
from tests.disputes import cases
from tests.households.award_cast import Status, award_at, here, on_day

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
ONE, TWO, ELSEWHERE = 990101100201, 990101100202, 990101101201
SINCE = "2026年9月1日起并入"


@dataclass
class Papers:
    """What 甲二村 left behind."""

    pledge: Pledge
    award: Award
    dispute: Dispute


@pytest.fixture
def papers(here: World) -> Papers:
    old = here.village_two
    pledge = sign(
        issue(campaign=here.campaign, holder=old, by=here.town, issued_on=date(2026, 3, 1)),
        by=here.village_next, way="paper", holder_signatory="孙桂兰", issuer_signatory="李秀云",
        signed_on=date(2026, 3, 20),
    )  # fmt: skip
    award = award_at(here, Status.PLATED, old)
    return Papers(pledge, award, cases.taken(here, by=here.village_next, village=old))


def merge(successor: int) -> None:
    Division.objects.filter(code=TWO).update(valid_to=date(2026, 9, 1), successor_id=successor)


def text(data: bytes) -> str:
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return words.replace("\n", "").replace(" ", "")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("successor", "township", "name", "old_town"),
    [(ONE, "town", "甲一村", True), (ELSEWHERE, "town_next", "乙镇村", False)],
)
def test_the_successors_township_finds_and_prints(
    papers: Papers,
    here: World,
    sign_in: SignIn,
    successor: int,
    township: str,
    name: str,
    old_town: bool,
) -> None:
    before = sign_in("town_next").get(f"/pledges/{papers.pledge.uid}/pdf").status_code
    assert before == 404  # of another township
    merge(successor)
    client = sign_in(township)
    for at in (successor, successor // 1000 * 1000):
        page = shown(client, f"/pledges/?at={at}")
        assert f"{SINCE}{name}" in page
        assert f"/pledges/{papers.pledge.uid}" in page
    paper = text(client.get(f"/pledges/{papers.pledge.uid}/pdf").content)
    assert "乙方（盖章）：甲二村" in paper
    assert f"{SINCE}{name}，由其继续履行" in paper
    listed = shown(client, f"/awards/?status=plated&village={successor}")
    assert str(papers.award.uid) in listed
    certificate = text(client.get(f"/titles/{papers.award.uid}/certificate").content)
    assert "甲二村" in certificate
    assert name not in certificate  # it stands as it was given
    if not old_town:
        # The former township's list counts what is its own today.
        assert "并入的单位" not in shown(sign_in("town"), f"/pledges/?at={ONE // 1000 * 1000}")


def test_the_successors_mediator_goes_on_with_papers(
    papers: Papers, here: World, sign_in: SignIn
) -> None:
    client = sign_in("village")
    assert client.get(f"/disputes/{papers.dispute.uid}/dossier").status_code == 404
    merge(ONE)
    mediator = User.objects.get(username="village")
    assert str(papers.pledge.uid) in shown(client, f"/pledges/?at={ONE}")
    assert str(papers.dispute.uid) in shown(client, f"/disputes/?place={ONE}")
    shown(client, f"/disputes/{papers.dispute.uid}/dossier/export?paper=application")
    homes = Household.objects.filter(village_id=TWO).values_list("number", flat=True)
    letters = shown(client, f"/pledges/households?at={ONE}")
    with scope.opened(mediator):
        asked = LetterPrint(campaign=here.campaign, only_missing=False)
        got = {home.number for home in homes_of(mediator, asked, here.village_one)}
        batch = set(
            in_batch(mediator, here.campaign, here.village_one).values_list("pk", flat=True)
        )
    assert homes
    assert set(homes) <= got
    assert all(number in letters for number in homes)
    assert papers.pledge.pk in batch
    stranger = sign_in("county_other")
    for address in (f"/pledges/{papers.pledge.uid}/pdf", f"/titles/{papers.award.uid}/certificate"):
        assert stranger.get(address).status_code == 404
