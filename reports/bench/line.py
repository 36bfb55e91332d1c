"""A bad line, and many hands at once: doubles (F1), cuts at any byte (F2), writers (F5)."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from typing import Any

from reports.bench.phones import Cut, FaultProxy, Line, Phone
from reports.bench.storm import County, Tally

STEP = 256  # bytes between two cut points


async def doubles(county: County, line: Line, parallel: int) -> Tally:
    """Every phone posts its one item `parallel` times at once; all must get the same answer."""
    tally = Tally()

    async def one(phone: Phone) -> None:
        await phone.prepare(line)
        item = phone.item("report", county.nil(phone))
        answers = await asyncio.gather(*(phone.send(line, item) for _ in range(parallel)))
        for answer in answers:
            tally.take(answer)
        told = {json.dumps(answer.body, sort_keys=True) for answer in answers}
        if len(told) != 1:
            tally.statuses[599] += 1  # counted as a fault: two answers to one question

    limit = asyncio.Semaphore(20)

    async def some(phone: Phone) -> None:
        async with limit:
            await one(phone)

    await asyncio.gather(*(some(phone) for phone in county.phones))
    return tally


async def cuts(phone: Phone, line: Line, extra: int, seed: int) -> tuple[list[str], Tally]:
    """A registration for every cut point of request and answer, `extra` more at random: sent into
    the fault, then again until it is answered. Gives the household numbers that were answered."""
    dice, tally, numbers = random.Random(seed), Tally(), list[str]()  # noqa: S311 - a test
    await phone.prepare(line)
    trial = phone.item("household", _home(phone, "P0"))
    sample = await phone.send(line, trial)
    numbers.append("P0")
    up = len(phone._bytes("POST", "/sync/", json.dumps({"items": [trial]}).encode()))
    points = [("up", at) for at in range(0, up + STEP, STEP)]
    points += [("down", at) for at in range(0, sample.size + STEP, STEP)]
    points += [("up", dice.randrange(up)) for _ in range((extra + 1) // 2)]
    points += [("down", dice.randrange(sample.size)) for _ in range(extra // 2)]
    for number, (way, at) in enumerate(points, 1):
        item = phone.item("household", _home(phone, f"P{number}"))
        async with FaultProxy(line) as proxy:
            proxy.cut_up = at if way == "up" else None
            proxy.cut_down = at if way == "down" else None
            try:
                tally.take(await phone.send(proxy.line, item))
            except Cut:
                tally.cuts += 1
        tally.take(await phone.send(line, item))
        numbers.append(f"P{number}")
    return numbers, tally


def _home(phone: Phone, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "head_name": "演示户",
        "people": "2",
        "grid": "",
        "is_resident": "1",
        "village": phone.village,
    }


async def writers(county: County, line: Line, rounds: int) -> tuple[Counter[str], int]:
    """All phones of one village amend the same version at once, round after round; one may win a
    round. Gives the states they were told, and the last version."""
    told: Counter[str] = Counter()
    for phone in county.phones:
        await phone.prepare(line)
    first = county.phones[0]
    await first.send(line, first.item("report", county.nil(first)))
    base = 1
    for number in range(rounds):
        answers = await asyncio.gather(
            *(
                phone.send(
                    line,
                    phone.item(
                        "report",
                        county.nil(
                            phone,
                            kind="found",
                            found=str(number % 9 + 1),
                            summary=f"第 {number} 轮，第 {at} 人",
                            measures="已劝开",
                            reason="又有新的情况",
                        ),
                        base=base,
                    ),
                )
                for at, phone in enumerate(county.phones)
            )
        )
        states = [answer.body["results"][0]["state"] for answer in answers]
        told.update(states)
        told["faults"] += sum(answer.status >= 500 for answer in answers)
        base += states.count("accepted")
    return told, base
