"""回避, requests, retention and the assessment of a demo year: a few scenes, made by the verbs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Division
from households.models import Erasure, Household, ListedFamily, Member, RightsRequest
from households.transitions.assessment import decide_assessment, write_assessment
from households.transitions.family import revise_plan
from households.transitions.kinship import (
    ask_to_end,
    confirm_end,
    declare,
    open_in_emergency,
    review_opening,
)
from households.transitions.opening import open_file
from households.transitions.request import answer_request, appeal, decide_appeal, take_request
from households.transitions.retention import (
    carry_out,
    decide_list,
    draw_list,
    hold_file,
    set_terms,
)
from reports.demo.county import SHOWN_TOWNSHIP, County

WHY = "屋里有人喊救命，村里当时只有我在"
OLD_YEARS = 3


def rights(county: County) -> None:
    """Every state of every noun once or twice, in the township and village shown to visitors."""
    town = next(
        (t for t in county.townships if t.name.startswith(SHOWN_TOWNSHIP)), county.townships[0]
    )
    village = next(v for v in county.villages if v.code // 1000 == town.code // 1000)
    files = list(
        ListedFamily.objects.listed()
        .filter(village__gte=town.code, village__lt=town.end, sealed=False)
        .select_related("household")
        .order_by("village", "pk")[:8]
    )
    homes = list(
        Household.objects.present()
        .filter(village=village, listings__isnull=True)
        .order_by("number")[:8]
    )
    _ties(county, town, village, homes)
    _files(county, town, files)
    _requests(county, town, homes, files)
    _retention(county, homes[-1])
    _assessment(county)


def _ties(county: County, town: Division, village: Division, homes: list[Household]) -> None:
    worker, colleague = county.workers[village.code][0], county.workers[village.code][-1]
    boss = county.workers[town.code][0]
    declare(homes[0], kind="kin", by=worker)
    ended = declare(homes[1], kind="neighbour", by=worker)
    confirm_end(ended, agreed=True, reason="已搬离，不再相邻", by=boss)
    asked = declare(homes[2], kind="opponent", by=colleague)
    ask_to_end(asked, reason="两家的纠纷已经了结", by=colleague)
    opened = open_in_emergency(homes[0], reason=WHY, by=worker)
    review_opening(opened, verdict="right", words="确有危险，处置得当", by=boss)
    open_in_emergency(homes[2], reason=WHY, by=colleague)


def _files(county: County, town: Division, files: list[ListedFamily]) -> None:
    officer, boss = county.officers["xianfulian"], county.workers[town.code][0]
    if not files:
        return
    open_file(files[0], reason="核实镇里上报的情况", by=officer)
    hold_file(files[0], reason="法院调阅有关材料，尚未审结", by=boss)
    revise_plan(
        files[0],
        situation=f"{files[0].situation}近来已有好转。",
        plan=files[0].plan or "村妇联每周上门一次。",
        by=boss,
    )


def _requests(
    county: County, town: Division, homes: list[Household], files: list[ListedFamily]
) -> None:
    """One in each state; the homes asked about are not on the list, so nothing is closed."""
    officer, boss = county.officers["xianfulian"], county.workers[town.code][0]
    made: list[RightsRequest] = []
    for i, home in enumerate(homes[3:7] + [f.household for f in files[1:3]]):
        worker = county.workers[home.village_id][0]
        made.append(
            take_request(
                home,
                kind="correct" if i % 2 else "delist",
                applicant=home.head_name,
                contact="下午在家",
                words="登记的情况与实际不符，请核实后改过来。",
                received_on=timezone.localdate() - timedelta(days=1 + i),
                by=worker,
            )
        )
    if len(made) < 6:
        return
    answer_request(made[1], granted=True, answer="经核实，已按申请更正。", by=boss)
    for row in made[2:5]:
        answer_request(row, granted=False, answer="经核实，登记的情况属实。", by=boss)
    for row in made[3:5]:
        appeal(row, words="不同意这个答复，请县里再核实。", by=boss)
    decide_appeal(made[4], upheld=False, decision="经核查，维持原答复。", by=officer)
    answer_request(made[5], granted=False, answer="经核实，登记的情况属实。", by=boss)
    made[5] = appeal(made[5], words="请县里再核实一次。", by=boss)
    decide_appeal(made[5], upheld=True, decision="经核查，申诉成立，予以更正。", by=officer)


def _retention(county: County, gone: Household) -> None:
    """An old departed household is erased with a certificate, one list was dropped, another
    waits."""
    officer, system = county.officers["xianfulian"], county.system
    set_terms(
        county.division, plain_years=2, long_years=5, basis="县妇联办公会议纪要2号", by=officer
    )
    day = timezone.localdate()
    for turn in range(3):
        home = Household.objects.create(
            village_id=gone.village_id,
            number=f"旧{turn + 1}",
            head_name="旧户",
            people=1,
            registered_on=day - timedelta(days=365 * (OLD_YEARS + 2)),
            left_on=day - timedelta(days=365 * OLD_YEARS),
        )
        assert not Member.objects.filter(household=home).exists()
        drawn = draw_list(county.division, by=system)
        assert drawn is not None
        if turn == 0:
            decide_list(drawn, confirmed=True, why="", by=officer)
            carry_out(drawn, by=system)
        elif turn == 1:
            decide_list(drawn, confirmed=False, why="先核对有没有未结的案件", by=officer)
            Household.objects.filter(pk=home.pk).update(left_on=day)
    assert Erasure.objects.filter(county=county.division, status="drawn").exists()


def _assessment(county: County) -> None:
    officer = county.officers["xianfulian"]
    words = {
        "purpose": "为排查矛盾、走访帮扶和保护妇女儿童权益，依照法律规定的职责登记必要的家庭信息。",
        "impact": "信息外泄会伤害家庭和求助人。重点是家庭矛盾、住址、身份证号和未成年人信息。",
        "measures": "字段加密，按区域和职责分开可见；受保护档案只限经办人。查看、导出都有记录。",
    }
    first = write_assessment(county.division, by=officer, **words)
    approver = _approver(county)
    if approver is None:
        return
    decide_assessment(first, approved=False, opinion="请补充导出的管理措施", by=approver)
    second = write_assessment(county.division, by=officer, **words)
    decide_assessment(second, approved=True, opinion="同意", by=approver)
    write_assessment(county.division, by=officer, **words)


def _approver(county: County) -> User | None:
    posting = (
        Posting.objects.in_force()
        .filter(role=Role.SECURITY_ADMIN, division=county.division)
        .select_related("user")
        .first()
    )
    return posting.user if posting else None
