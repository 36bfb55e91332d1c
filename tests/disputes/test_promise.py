"""Promises: kept, broken, followed up, watched."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import BreachFollowUp, Promise, PromiseProof
from disputes.queries.promise import listed, rate_of
from disputes.transitions.promise import breach, follow, perform
from disputes.work import items
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago

SignIn = Callable[[str], Client]
BROKEN = "只付了一半，其余没有付。"


def again(promise: Promise) -> Promise:
    return Promise.objects.get(pk=promise.pk)


def broken(world: World, **more: Any) -> Promise:
    """Due four days ago, broken since three days ago."""
    promise = cases.promise(world, due_on=ago(4), **more)
    return breach(promise=promise, words=BROKEN, on=ago(3), by=world.village)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    return out.getvalue()


def test_kept_by_words_or_photo(world: World) -> None:
    promise = cases.promise(world)
    with pytest.raises(Invalid, match="收条"):
        perform(promise=promise, by=world.village)
    with pytest.raises(Invalid) as refusal:
        perform(promise=promise, photo=b"no picture", by=world.village)
    assert "photo" in refusal.value.errors
    assert again(promise).status == "open"
    done = perform(promise=promise, photo=picture(), on=ago(1), by=world.village)
    assert (done.status, done.performed_on) == ("performed", ago(1))
    assert PromiseProof.objects.get(promise=promise).width == 20
    with pytest.raises(NotTheMoment, match="已履行"):
        perform(promise=promise, words="收条", by=world.village)
    with pytest.raises(NotTheMoment):
        breach(promise=promise, words=BROKEN, by=world.village)


@pytest.mark.parametrize("day", [ago(7), ago(-1)])
def test_kept_between_effect_and_today(world: World, day: date) -> None:
    with pytest.raises(Invalid) as refusal:
        perform(promise=cases.promise(world), words="收条", on=day, by=world.village)
    assert "on" in refusal.value.errors


def test_broken_only_after_its_day(world: World) -> None:
    promise = cases.promise(world, due_on=ago(0))
    with pytest.raises(NotTheMoment, match="才满期"):
        breach(promise=promise, words=BROKEN, by=world.village)
    late = cases.promise(world, due_on=ago(4))
    with pytest.raises(NotTheMoment):
        breach(promise=late, words=BROKEN, on=ago(4), by=world.village)
    with pytest.raises(Invalid):
        breach(promise=late, words="没付", on=ago(3), by=world.village)
    assert breach(promise=late, words=BROKEN, on=ago(3), by=world.village).status == "breached"


def test_what_was_not_to_be_done_is_broken_before(world: World) -> None:
    promise = cases.promise(world, way="refrain", amount=None, due_on=ago(-300))
    assert breach(promise=promise, words=BROKEN, on=ago(1), by=world.village).breached_on == ago(1)


def test_a_draft_binds_nobody(world: World) -> None:
    promise = cases.drafted(world).promises.get()
    for verb in (perform, breach):
        with pytest.raises(NotTheMoment, match="还没有生效"):
            verb(promise=promise, words=BROKEN, by=world.village)
    assert not listed(world.village).exists()


def test_a_breach_is_followed_until_told_of_the_court(world: World) -> None:
    promise = broken(world)
    with pytest.raises(Invalid) as refusal:
        follow(promise=promise, step="urged", words="", by=world.village)
    assert "words" in refusal.value.errors
    first = follow(promise=promise, step="urged", words="答应付", on=ago(2), by=world.village)
    assert first.next_on == ago(-5)
    for more in ({"on": ago(3)}, {"next_on": ago(0)}, {"step": "sued"}):
        values: dict[str, Any] = {"step": "mediated", "words": "谈过"} | more
        with pytest.raises(Invalid):
            follow(promise=promise, by=world.village, **values)
    told = follow(promise=promise, step="told", words="已告知", next_on=ago(-9), by=world.village)
    assert told.next_on is None
    with pytest.raises(NotTheMoment, match="跟进已经结束"):
        follow(promise=promise, step="urged", words="再催", by=world.village)
    kept = perform(promise=promise, words="补付，收条一张", by=world.village)
    assert (kept.status, kept.breached_on) == ("performed", ago(3))
    assert BreachFollowUp.objects.filter(promise=promise).count() == 2


def test_follow_up_only_of_a_breach(world: World) -> None:
    with pytest.raises(NotTheMoment, match="待履行"):
        follow(promise=cases.promise(world), step="urged", words="催", by=world.village)


def test_the_trail_holds_no_words(world: World) -> None:
    promise = broken(world)
    follow(promise=promise, step="urged", words="答应年底付", by=world.village)
    rows = Trail.objects.filter(act__in=["dispute.breach", "dispute.follow"])
    assert rows.count() == 2
    assert not any(w in str(r.after) + r.reason for r in rows for w in ("付", "赡养"))


def test_reach_role_and_version(world: World) -> None:
    promise, gone = cases.promise(world, due_on=ago(4)), broken(world)
    cases_: list[tuple[Any, Promise, dict[str, Any]]] = [
        (perform, promise, {"words": "收条"}),
        (breach, promise, {"words": BROKEN}),
        (follow, gone, {"words": "催", "step": "urged"}),
    ]
    for verb, one, more in cases_:
        for by, refusal in ((world.village_next, Http404), (world.county, Forbidden)):
            with pytest.raises(refusal):
                verb(promise=one, by=by, **more)
        with pytest.raises(Stale):
            verb(promise=one, by=world.village, version=9, **more)


def test_the_rate_counts_what_came_due(world: World) -> None:
    cases.promise(world)  # not due yet
    perform(promise=cases.promise(world), words="收条", by=world.village)
    perform(promise=broken(world), words="补付", by=world.village)
    broken(world)
    cases.promise(world, due_on=ago(1))  # nobody has asked yet
    cases.drafted(world)
    rate = rate_of(listed(world.town), timezone.localdate())
    assert (rate.kept, rate.due, rate.late, rate.broken) == (2, 4, 1, 1)
    assert rate.share == Fraction(1, 2)
    assert rate_of(listed(world.town_next), timezone.localdate()).share is None


def test_on_the_work_list(world: World) -> None:
    today = timezone.localdate()
    cases.promise(world, due_on=ago(-8))
    cases.promise(world, due_on=ago(-7))
    cases.promise(world, due_on=ago(2))
    told, urged, fresh = broken(world), broken(world), broken(world)
    follow(promise=told, step="told", words="已告知", by=world.village)
    follow(promise=urged, step="urged", words="催", next_on=ago(-3), by=world.village)
    assert fresh.breached_on == ago(3)

    def mine(who: str) -> list[tuple[str, date | None]]:
        rows = items(getattr(world, who), today)
        return sorted(
            (i.title.split("：")[0], i.due) for i in rows if "履行" in i.title.split("：")[0]
        )

    assert mine("village") == sorted(
        [
            ("协议未履行，跟进", ago(-3)),
            ("协议未履行，跟进", ago(-4)),
            ("核实履行", ago(2)),
            ("核实履行", ago(-7)),
        ]
    )
    assert mine("village_next") == mine("town") == mine("county") == []


def test_by_hand(world: World, sign_in: SignIn) -> None:
    client, promise = sign_in("village"), cases.promise(world, due_on=ago(4))
    page = client.get("/promises/?state=late")
    assert "到期待核实" in page.text
    assert "余德民" not in page.text
    base = f"/promises/{promise.uid}"

    def send(part: str, **data: Any) -> None:
        assert client.get(base + part).status_code == 200
        data |= {"version": again(promise).version, "on": str(ago(1))}
        done = client.post(base + part, data)
        assert done.status_code == 302, done.text[-2000:]

    assert client.get(base + "/follow").status_code == 409
    send("/breach", words=BROKEN)
    send("/follow", step="urged", words="答应补付", next_on="")
    opened = client.get(f"/disputes/{promise.dispute.uid}").text
    assert "答应补付" in opened
    assert "已补履行" in opened
    photo = SimpleUploadedFile("x.png", picture(), "image/png")
    send("/perform", words="", photo=photo)
    assert client.get(base + "/proof").headers["Content-Type"] == "image/jpeg"
    assert sign_in("village_next").get(base + "/proof").status_code == 404
    assert "没有这样的约定" in client.get("/promises/?state=breached").text


def test_api(world: World, sign_in: SignIn) -> None:
    client, promise = sign_in("village"), cases.promise(world, due_on=ago(4))
    path = f"/api/v1/promises/{promise.uid}"

    def post(part: str, **data: Any) -> Any:
        return client.post(path + part, data, content_type="application/json")

    assert post("/follow", step="urged", words="催").status_code == 409
    assert post("/breach", words=BROKEN, on=str(ago(2))).json()["status"] == "breached"
    assert post("/follow", step="urged", words="催").json()["follow_ups"][0]["step"] == "urged"
    assert post("/perform", words=" ").status_code == 422
    assert post("/perform", words="收条").json()["status"] == "performed"
    listed_ = client.get("/api/v1/promises?state=performed").json()
    assert listed_["results"][0]["amount"] == 40000
