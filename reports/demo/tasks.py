"""Tasks, inspections, problems, circulars and the ladder of the demo year, every state of each,
made through the verbs by those who sign in to look around."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts import demo as sign_ins
from accounts.models import User
from accounts.roles import Role
from campaigns.draw_rule import Measure
from campaigns.inspection_forms import HOME_ITEMS, VILLAGE_ITEMS
from campaigns.models import (
    Campaign,
    Circular,
    Deduction,
    Division,
    Finding,
    Inspection,
    InspectionTarget,
    MemberUnit,
    RectificationOrder,
    Task,
)
from campaigns.transitions import circular as circulars
from campaigns.transitions import draw as draws
from campaigns.transitions import finding as findings
from campaigns.transitions import inspection as inspections
from campaigns.transitions import ladder, task_card, task_report
from campaigns.transitions import rectification as rounds
from campaigns.transitions import task as tasks
from campaigns.transitions.circular import Naming
from campaigns.transitions.member_unit import take_in
from campaigns.transitions.rectification import Done
from campaigns.transitions.task import Plan, Unit
from campaigns.transitions.task_report import Said
from reports.demo.county import County

# 重点任务, 具体措施, 牵头, 配合, how many days from today it falls due, 责任人.
TABLE = (
    ("家庭矛盾纠纷排查", "每半月排查一次，逐户建账，一般纠纷七日内调处。",
     "town", ("司法",), 25, "吴镇长"),
    ("反对家庭暴力宣传", "11·25前后逐村宣讲，发放告知书。",
     "公安", ("妇联", "司法"), 12, "郑局"),
    ("婚姻家庭辅导", "婚姻登记处设辅导室，每周两个半天。", "民政", ("妇联",), -6, "冯科长"),
    ("家事审判与调解衔接", "诉前委派调解，每季度会商一次。",
     "法院", ("司法", "妇联"), 40, "陈庭长"),
    ("示范户评选", "村评议、镇审核、县批准，公示不少于五个工作日。",
     "妇联", ("宣传",), 60, "褚主任"),
    ("困难家庭结对帮扶", "每户一名干部结对，每季度走访。",
     "town_next", ("民政",), -3, "卫书记"),
    ("寒假返乡家庭走访", "春节前走访返乡家庭。", "妇联", (), -20, "蒋主任"),
    ("家庭教育讲座进社区", "因场地改建取消一场。", "教育", ("妇联",), 50, "沈老师"),
)  # fmt: skip
UNITS = {
    "公安": ("公安局", "police"),
    "司法": ("司法局", "justice"),
    "民政": ("民政局", "civil_affairs"),
    "法院": ("人民法院", "court"),
    "妇联": ("妇女联合会", "federation"),
    "宣传": ("委宣传部", "publicity"),
    "教育": ("教育局", "education"),
}


def photo(colour: str) -> bytes:
    """A drawn picture that says it is none."""
    image = Image.new("RGB", (320, 240), colour)
    ImageDraw.Draw(image).rectangle((20, 20, 300, 220), outline="black", width=3)
    out = BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


class TaskYear:
    """The people and places of the scenes."""

    def __init__(self, county: County) -> None:
        self.campaign: Campaign = county.campaign
        self.county = county.division
        self.boss: User = county.officers["xianfulian"]
        self.village: User = User.objects.get(username=sign_ins.USERNAMES[Role.VILLAGE_MEDIATOR])
        self.town: User = User.objects.get(username=sign_ins.USERNAMES[Role.TOWNSHIP_FEDERATION])
        self.reviewer: User = User.objects.get(
            username=sign_ins.USERNAMES[Role.GOVERNANCE_REVIEWER]
        )
        posted = self.village.main_posting
        assert posted is not None
        assert posted.division.parent is not None
        self.place: Division = posted.division
        self.township: Division = posted.division.parent
        others = [v for v in county.villages if v.parent_id != self.township.pk]
        self.far: Division = others[0]
        assert self.far.parent is not None
        self.today = timezone.localdate()

    def play(self) -> None:
        """Everything, in the order a year does it."""
        if self.campaign.year != self.today.year:
            return
        self._tasks()
        self._inspections()
        self._findings()
        self._circulars()

    def _units(self) -> dict[str, Unit]:
        known = {u.kind: u for u in MemberUnit.objects.filter(county=self.county).live()}
        out: dict[str, Unit] = {}
        for word, (name, kind) in UNITS.items():
            unit = known.get(kind)
            if unit is None:
                unit = take_in(
                    self.county,
                    name=f"{self.county.name}{name}",
                    short_name=name,
                    kind=kind,
                    since=date(self.today.year, 1, 5),
                    by=self.boss,
                )
            out[word] = unit
        assert self.far.parent is not None
        return out | {"town": self.township, "town_next": self.far.parent}

    def _tasks(self) -> None:
        units = self._units()
        for title, measures, lead, assists, days, who in TABLE:
            due = max(self.today + timedelta(days=days), date(self.today.year, 1, 2))
            plan = Plan(
                title=title,
                measures=measures,
                lead=units[lead],
                due_on=due,
                responsible=who,
                assists=tuple(units[word] for word in assists),
            )
            tasks.write_task(self.campaign, plan=plan, by=self.boss)
        tasks.publish_tasks(self.campaign, by=self.boss)
        rows = list(Task.objects.filter(campaign=self.campaign).order_by("number"))
        told = Said(60, "已排查八轮，登记的纠纷均已调处。", self.town.name, (photo("#cde"),))
        task_report.report_task(rows[0], told=told, by=self.town)
        changed = Plan(
            TABLE[0][0], TABLE[0][1], units["town"], rows[0].due_on, "周镇长", (units["司法"],)
        )
        tasks.change_task(rows[0], plan=changed, reason="原责任人调离", by=self.boss)
        self._links(rows, units)
        card = task_card.issue_card(
            rows[0], colour="yellow", asked="请说明第九轮排查为何未开展",
            answer_by=self.today + timedelta(days=3), by=self.boss,
        )  # fmt: skip
        assert card.pk
        late = task_card.issue_card(
            rows[2], colour="red", asked="逾期未完成，请说明原因",
            answer_by=self.today + timedelta(days=1), by=self.boss,
        )  # fmt: skip
        task_card.answer_card(late, words="辅导室已落实，下周开放。", by=self.boss)
        lifted = task_card.issue_card(
            rows[3],
            colour="yellow",
            asked="请报第三季度会商情况",
            answer_by=self.today,
            by=self.boss,
        )
        task_card.answer_card(lifted, words="会商已补开，纪要已报。", by=self.boss)
        task_card.lift_card(lifted, reason="已核实补开", by=self.boss)
        tasks.end_task(rows[6], done=True, words="返乡家庭全部走访", by=self.boss)
        tasks.end_task(rows[7], done=False, words="场地改建，移到明年", by=self.boss)
        draft = Plan("妇女之家规范化", "每村落实一间。", units["妇联"], rows[4].due_on, "褚主任")
        tasks.write_task(self.campaign, plan=draft, by=self.boss)

    def _links(self, rows: list[Task], units: dict[str, Unit]) -> None:
        """Answered, revoked, open."""
        police, court = units["公安"], units["法院"]
        assert isinstance(police, MemberUnit)
        assert isinstance(court, MemberUnit)
        _link, token = task_report.issue_link(rows[1], unit=police, by=self.boss)
        task_report.answer_link(token, told=Said(80, "已宣讲六个镇，其余本周完成。", "郑某"))
        link, _token = task_report.issue_link(rows[3], unit=court, by=self.boss)
        task_report.revoke_link(link, reason="经办人变更，另开", by=self.boss)
        task_report.issue_link(rows[3], unit=court, by=self.boss)

    def _round(self, kind: str, title: str) -> Inspection:
        return inspections.make_inspection(
            self.campaign,
            kind=kind,
            title=title,
            starts=self.today,
            ends=self.today + timedelta(days=10),
            village_items=VILLAGE_ITEMS,
            home_items=HOME_ITEMS,
            by=self.boss,
        )

    def _inspections(self) -> None:
        random = self._round("random", "三季度双随机抽查")
        measure = Measure(villages=3, people=2, most=3, homes=3)
        first = draws.seal(random, measure=measure, by_township=False, by=self.boss)
        draws.perform(first, public_words="08137", by=self.boss)
        again = draws.seal(
            random, measure=measure, by_township=False, reason="名录漏列一名检查人员", by=self.boss
        )
        draws.perform(again, public_words="20416", by=self.boss)
        target = InspectionTarget.objects.filter(draw=again, household=None).first()
        if target is not None:
            self._answer(target)
        sealed = self._round("random", "四季度双随机抽查")
        draws.seal(sealed, measure=measure, by_township=True, by=self.boss)
        secret = self._round("unannounced", "节前暗访")
        for village, inspector in ((self.place, self.boss), (self.far, self.town)):
            inspections.assign_village(secret, village=village, inspector=inspector, by=self.boss)
        done = self._round("midyear", "年中督查")
        one = inspections.assign_village(
            done, village=self.far, inspector=self.reviewer, by=self.boss
        )
        self._answer(one)
        inspections.close_inspection(done, words="看了一个镇，问题已列清单", by=self.boss)

    def _answer(self, target: InspectionTarget) -> None:
        answers = {i["code"]: {"answer": "yes"} for i in target.items}
        answers["3"] = {"answer": "no", "words": "两次拨打无人接听"}
        inspections.answer_target(
            target,
            answers=answers,
            words="台账较规范。",
            visited_on=self.today,
            by=target.inspector,
        )
        inspections.add_photo(target, data=photo("#dec"), title="值班室", by=target.inspector)

    def _find(self, place: Division, words: str, ground: str) -> Finding:
        return findings.record_finding(
            self.campaign, place=place, words=words, ground=ground, found_on=self.today,
            responsible="村主任", origin="年中督查", by=self.boss,
        )  # fmt: skip

    def _order(self, *rows: Finding) -> RectificationOrder:
        return findings.order(
            self.campaign, findings=rows, asked="十日内整改到位，报前后照片",
            due_on=self.today + timedelta(days=10), by=self.boss,
        )  # fmt: skip

    def _findings(self) -> None:
        self._find(self.far, "妇女之家没有按时开放", "考核细则2.3")  # waits for its order
        void = self._find(self.far, "宣传栏没有更新", "考核细则2.1")
        findings.drop_finding(void, reason="核对照片，当日已更新", by=self.boss)
        open_, rectified = (
            self._find(self.place, "值班电话两次无人接听", "考核细则2.3"),
            self._find(self.place, "三月台账缺两次记录", "考核细则3.4"),
        )
        self._order(open_, rectified)
        done = Done("已补记并安排专人。", self.today, (photo("#ecc"),), (photo("#cec"),))
        rounds.rectify(rectified, done=done, by=self.village)
        closed, failed = (
            self._find(self.place, "调解室没有上墙制度", "考核细则4.1"),
            self._find(self.place, "入户宣传没有记录", "考核细则2.1"),
        )
        self._order(closed, failed)
        rounds.rectify(closed, done=done, by=self.village)
        rounds.recheck(closed, passed=True, words="制度已上墙", by=self.town)
        later = self.today + timedelta(days=7)
        for words in ("记录仍不全", "第二次仍不全"):
            rounds.rectify(failed, done=done, by=self.village)
            rounds.recheck(failed, passed=False, words=words, next_due=later, by=self.town)
        assert Deduction.objects.filter(finding=failed).count() == 2
        self.failed = failed

    def _draft(self, title: str) -> Circular:
        return circulars.draft(
            self.campaign,
            title=title,
            since=date(self.today.year, 1, 1),
            until=self.today,
            opening="近期，县里对平安家庭创建工作进行了督查。现将有关情况通报如下。",
            word="沛平家督",
            demands="各单位要对照问题逐项整改，整改情况接受复查。",
            ranking=[["1", self.far.parent.name if self.far.parent else "", "问题全部销号"]],
            namings=[
                Naming("praise", self.far, "值班规范，台账齐全"),
                Naming(
                    "blame", self.place, "入户宣传没有记录，两次复查未整改", "考核细则2.1",
                    self.today + timedelta(days=7), "村主任", "未整改", self.failed,
                ),
            ],
            by=self.boss,
        )  # fmt: skip

    def _circulars(self) -> None:
        issued = self._draft("关于年中督查情况的通报")
        circulars.approve(issued, by=self.reviewer)
        circulars.issue(issued, by=self.boss)
        withdrawn = self._draft("关于春季督查情况的通报")
        circulars.approve(withdrawn, by=self.reviewer)
        circulars.issue(withdrawn, by=self.boss)
        circulars.withdraw(withdrawn, reason="个别数字有误，另行印发", by=self.boss)
        approved = self._draft("关于三季度双随机抽查情况的通报")
        circulars.approve(approved, by=self.reviewer)
        self._draft("关于节前暗访情况的通报")
        talk = ladder.take_step(
            self.campaign, kind="talk", place=self.place, ground="通报后仍未整改",
            decided_by=f"{self.county.name}平安建设领导小组办公室",
            from_on=self.today,
            conditions="入户宣传记录补齐并经复查",
            talked_by="县平安办负责人",
            attendees="村书记、村主任、镇分管领导",
            record="限期一周补齐，逾期挂牌督办。",
            by=self.boss,
        )  # fmt: skip
        ended = ladder.take_step(
            self.campaign, kind="listed", place=self.far, ground="上年排名靠后",
            decided_by=f"{self.county.name}平安建设领导小组", from_on=date(self.today.year, 1, 20),
            conditions="半年内进入前二分之一", skip_reason="按上年考核结果直接挂牌", by=self.boss,
        )  # fmt: skip
        ladder.end_step(ended, reason="上半年排名已达到条件", by=self.boss)
        assert talk.before is not None


def play(county: County) -> None:
    """The demo's tasks and inspections."""
    TaskYear(county).play()
