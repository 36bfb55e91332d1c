"""What follows an order, a warning and a stay, by the API; nothing of it for anybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts import scope
from disputes.models import MatterOpening, ProtectionOrder
from disputes.transitions import order as orders
from disputes.transitions import shelter as helps
from disputes.transitions import warning as warnings
from tests.cast import World
from tests.disputes.cases import ago
from tests.disputes.protections import tracked
from tests.security.test_signin import SignIn


def send(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/api/v1/{path}", data, content_type="application/json")


def test_an_order_from_paper_to_breach(world: World, sign_in: SignIn) -> None:
    case, by = tracked(world), world.village
    with scope.opened(by):
        made = orders.prepare_order(case, applicant="self", court="甲县人民法院", by=by)
    mine, mate = sign_in("village"), sign_in("village_mate")
    base = f"protection-orders/{made.uid}"
    asked = {"applied_at": timezone.now().isoformat(), "evidence": ["warning"], "urgent": True}
    assert send(mate, f"{base}/apply", **asked).status_code == 404
    assert send(mine, f"{base}/apply").status_code == 422
    assert send(mine, f"{base}/apply", **asked).status_code == 200
    granted = {
        "decided_on": str(ago(0)), "number": "（2026）甲民保令1号", "measures": ["stop", "contact"],
        "months": 6,
    }  # fmt: skip
    assert send(mine, f"{base}/grant", **granted).status_code == 200
    assert send(mine, f"{base}/grant", **granted).status_code == 409
    assert send(mine, f"{base}/serve").status_code == 422
    assert send(mine, f"{base}/serve", served_applicant_on=str(ago(0))).status_code == 200
    broken = {
        "happened_on": str(ago(0)), "words": "到单位门口堵人。", "station": "甲一镇派出所",
        "police_told_at": timezone.now().isoformat(),
    }  # fmt: skip
    assert send(mine, f"{base}/breach", **broken).status_code == 200
    row = ProtectionOrder.objects.get(pk=made.pk)
    assert (row.status, row.served_applicant_on) == ("granted", ago(0))


def test_visits_stays_and_results(world: World, sign_in: SignIn) -> None:
    case, by = tracked(world), world.village
    with scope.opened(by):
        warning = warnings.record_warning(
            case, number="1号", station="甲一镇派出所", issued_on=ago(8), by=by
        )
        stay = helps.take_into_shelter(case, shelter="庇护中心", since=ago(2), by=by)
    mine = sign_in("village")
    visit = warning.visits.order_by("due_on")[0]
    seen = {"visited_on": str(ago(0)), "visitors": "民警、村妇联", "found": "情绪平稳。"}
    assert send(mine, f"warning-visits/{visit.uid}/visit", **seen).status_code == 200
    left = {"left_on": str(ago(0)), "exit_plan": "回父母家住，约好联系。"}
    assert send(mine, f"shelter-stays/{stay.uid}/leave", **left).status_code == 200
    asked = {"body": "县法医室", "asked_on": str(ago(1))}
    path = f"protection/{case.matter.uid}"
    for noun, rows in (("appraisals", case.appraisals), ("legal-aids", case.legal_aids)):
        assert send(mine, f"{path}/{noun}", **asked).status_code == 200
        told = {"result_on": str(ago(0)), "result": "已经办妥。"}
        assert send(mine, f"{noun}/{rows.get().uid}/result", **told).status_code == 200
        assert send(sign_in("county"), f"{noun}/{rows.get().uid}/result", **told).status_code == 404


def test_break_glass_and_its_review(world: World, sign_in: SignIn) -> None:
    case = tracked(world)
    mate = sign_in("village_mate")
    for code in ("XXXX-XXXX-XX", case.matter.receipt):
        said = send(mate, "protection/emergency", reason="有人处在危险中", code=code)
        assert (said.status_code, said.content) == (204, b"")
    made = MatterOpening.objects.get(kind="emergency")
    words = {"verdict": "right", "words": "当时找不到经办人，应当打开。"}
    path = f"matter-openings/{made.uid}/review"
    assert send(mate, path, **words).status_code in (403, 404)
    assert send(sign_in("town"), path, **words).status_code == 200
    assert MatterOpening.objects.get(pk=made.pk).verdict == "right"
    assert made.until - made.opened_at <= timedelta(hours=4)
