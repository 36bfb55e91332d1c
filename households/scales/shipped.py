"""The scale every county begins with: the numbers of domain C2 and C3, no more and no less."""

from __future__ import annotations

from households.scales.body import Cadence, Level, Phase, build

DEFAULT = build(
    levels=(
        Level(
            code="red",
            label="红·高",
            standard="有现实危险：扬言伤人或自伤、动过器械、有人受伤、一年内三次以上报警、"
            "违反保护令，或受害人是孩子、不能辨认自己行为的人",
            points_from=8,
            first_hours=24,
            meeting_hours=48,
            phases=(Phase(2, 1, "week", 2), Phase(1, 1, "week")),
            review_days=7,
            quiet_days=30,
            keepers="乡镇领导、派出所和村里",
        ),
        Level(
            code="yellow",
            label="黄·中",
            standard="矛盾反复或在加重",
            points_from=4,
            first_hours=72,
            meeting_hours=0,
            phases=(Phase(2, 1, "month"),),
            review_days=30,
            quiet_days=60,
            keepers="村书记（主任）和村妇联主席",
        ),
        Level(
            code="green",
            label="绿·低",
            standard="苗头，或已化解还在看",
            points_from=1,
            first_hours=168,
            meeting_hours=0,
            phases=(Phase(1, 1, "month", 3), Phase(1, 3, "month")),
            review_days=90,
            quiet_days=90,
            keepers="网格员、妇联执委",
        ),
    ),
    weights={
        "police.one": 1,
        "police.two": 2,
        "police.three": 4,
        "injury.slight": 2,
        "injury.treated": 4,
        "weapon.yes": 5,
        "threat.yes": 5,
        "drinking.yes": 1,
        "debt.yes": 1,
        "divorce.open": 1,
        "divorce.filed": 2,
        "separation.yes": 2,
        "no_support.yes": 1,
        "child_witness.yes": 1,
        "earlier_order.yes": 3,
        "care.yes": 2,
        "quiet.yes": -2,
        "order_breach.yes": 0,
        "vulnerable.yes": 0,
    },
    direct=frozenset(
        {"weapon.yes", "threat.yes", "injury.treated", "order_breach.yes", "vulnerable.yes"}
    ),
    top_per_keeper=3,
    cadence=Cadence(),
)
