"""What each role should meet at each address: its own rows, rows outside its reach, and what the
reviewed matrix says of them."""

from __future__ import annotations

from typing import Any

from accounts.trail import file_of, matter_of
from campaigns.models.division import WIDTH, level_of
from tests.security import rows as rows_module
from tests.security.asking import COMPANIONS, EVERYBODY
from tests.security.house import House
from tests.security.surface import Address

# Nouns whose rows are one person's (and the level above's), so that a colleague finds none.
ONES_OWN = {"ties", "sync_items"}
# Nouns whose rows are read from below too (accounts.walls.Kind.SHARED).
SHARED = {
    "points", "shifts", "volunteers", "teams", "committees", "seats", "mediators", "quality_draws",
    "leading_groups", "group_seats", "tasks", "circulars", "show_points",
    "trainings",
    "bulletins",
}  # fmt: skip
# Nouns of a county that everybody who works inside it reads (accounts.walls.Kind.COUNTY).
OF_COUNTY = {"member_units", "plans", "surveys", "rubrics", "rubric_drafts"}
# Taking a proposal back is for whoever made it; a colleague is refused.
PROPOSERS = {
    "households:hand_over_recall",
    "api_hand_over-recall",
    # The owner alone answers a supervision card.
    "disputes:card_answer",
    "api_card-answer",
}
# Addresses open to somebody without an account, and those open to every account.
PUBLIC = {
    "accounts:login",
    "accounts:logout",
    "accounts:mode",
    "healthz",
    # The empty pages a phone keeps, and the worker that hands them out: the same for everybody.
    "households:offline",
    "households:offline_list",
    "households:worker",
    # A caller asks with the code of her receipt.
    "disputes:receipt",
    # A body without an account, by the link of its slip.
    "disputes:slip",
    # A member unit, by the link of its task.
    "campaigns:task_answer",
    # Anybody who was given a slip of a survey.
    "campaigns:survey_slip",
    # A body asked about candidates; a notice in public; whether a paper is genuine.
    "reports:department_answer",  # a scoring department, by its link
    "households:award_slip_public",
    "households:public_notice",
    "campaigns:verify",
}
ANY_ACCOUNT = {
    "home",
    "help",
    "help_page",
    "accounts:me",
    "accounts:password_change",
    "api_schema",
    "api_docs",
    # Also for somebody whose posting has ended: what he still holds goes to the county.
    "households:sync_door",
    "households:sync_frame",
}


def own_row(found: House, role: str, noun: str) -> Any:
    """The row of a noun nearest to the role: at its division, else inside it, else any."""
    if noun == "word":
        return None
    if (noun, role) in found.rows.personal:
        return found.rows.personal[noun, role]
    places = found.rows.by_noun[noun]
    if EVERYBODY[role] in places:
        return places[EVERYBODY[role]]
    inside = [c for c in places if found.is_own(role, c)]
    return places[min(inside, default=min(places))]


def own_path(found: House, role: str, address: Address) -> str:
    """The address filled with the role's own rows."""
    return address.filled(*(own_row(found, role, noun) for noun, _ in address.parameters))


def foreign_paths(found: House, role: str, address: Address) -> list[str]:
    """The address with a row outside the role's division, one per place; where it has several
    parameters, each in turn is foreign while the others are own (A3)."""
    wanted = address.parameters
    own = [own_row(found, role, noun) for noun, _ in wanted]
    out = []
    for i, (noun, _) in enumerate(wanted):
        for place, row in found.rows.by_noun[noun].items():
            if not _reaches(found, role, noun, place):
                out.append(address.filled(*own[:i], row, *own[i + 1 :]))
    return out


def _reaches(found: House, role: str, noun: str, place: int) -> bool:
    if found.is_own(role, place):
        return True
    if noun == "quality_draws":  # one for the whole township
        place = found.rows.by_noun[noun][place].village_id
    if noun == "targets":  # two inspectors, of two places
        row = found.rows.by_noun[noun][place]
        return any(found.is_own(role, code) for code in rows_module.others_of(row))
    if noun == "pledges":  # one of a city stands at the county that signs it
        return found.is_own(role, found.rows.by_noun[noun][place].holder_id)
    if noun == "moves":  # a hand-over is seen from both ends
        return found.is_own(role, found.rows.by_noun[noun][place].village_id)
    if noun in SHARED and level_of(place) < level_of(EVERYBODY[role]):
        # What a county or township offers is there for everybody inside it too.
        return place <= EVERYBODY[role] < place + WIDTH[level_of(place)]
    # A county's year and runs are everybody's who works inside the county.
    shared = noun in {"campaigns", "periods", "runs", "rounds", "scales", "sensitive"}
    shared = shared or noun in OF_COUNTY
    if noun == "duties":  # a line of the county's calendar, whoever owes it
        place = rows_module.county_of(place)
        shared = True
    return shared and place == rows_module.county_of(EVERYBODY[role])


def expected(found: House, role: str, address: Address, row: dict[str, str]) -> str:
    """What the reviewed row says for a role; rows of a file closed to it are absent."""
    if role not in COMPANIONS:
        return row[role]
    if row["village"] == "ok" and any(noun == "exports" for noun, _ in address.parameters):
        return "missing"  # an export is its maker's alone
    if any(noun in ONES_OWN for noun, _ in address.parameters):
        return "missing"
    # A keeper stands for the family of the place, the only one that person keeps.
    nouns = ("families" if noun == "keepers" else noun for noun, _ in address.parameters)
    files = {file_of(own_row(found, role, noun)) for noun in nouns}
    if any(file is not None and found.is_closed(role, file) for file in files):
        return "missing"
    matters = {matter_of(own_row(found, role, noun)) for noun, _ in address.parameters}
    if any(matter is not None and found.is_closed_matter(role, matter) for matter in matters):
        return "missing"
    asked_first = address.name == "disputes:card_answer"  # who may not send it is shown no form
    if address.name in PROPOSERS and (row["method"] == "POST" or asked_first):
        return "forbidden"
    return row["village"]
