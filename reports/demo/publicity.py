"""Publicity of the demo year: the four fixed dates of every township and village in bulk (a test
proves such a row equal to the verb's), everything else through the verbs by those who did it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.acts import Act
from accounts.kept_bytes import Kept, taken
from accounts.models import Trail, User
from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    Division,
    Duty,
    DutyMark,
    KeptFile,
    Occasion,
    Training,
)
from campaigns.transitions import achievement as papers
from campaigns.transitions import activity as activities
from campaigns.transitions import bulletin as bulletins
from campaigns.transitions import training as trainings
from reports.demo.county import County, at, shown_villages, told
from reports.demo.tasks import photo

# What each fixed date was about, and where it was held.
THEMES: dict[Occasion, tuple[str, str, str]] = {
    Occasion.WOMEN: ("维护妇女权益，建设平安家庭", "street", "文化广场"),
    Occasion.FAMILY: ("好家风进万家", "lecture", "新时代文明实践站"),
    Occasion.DRUGS: ("健康人生，绿色无毒", "board", "集市"),
    Occasion.PEACE: ("反对家庭暴力，共建平安家庭", "advice", "便民服务中心"),
}
# Title, body by line; the longest runs over two pages.
BULLETINS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("集中走访排查启动", ("三月以来，全镇逐户走访排查，登记家庭矛盾纠纷，一户一档。",
     "各村把走访和宣传结合起来，发放告知书，讲清求助渠道。")),
    ("调解室开到家门口", ("每周三下午，人民调解员到村里坐班，当场受理、当场登记。",
     "一季度就地化解的纠纷占受理的九成以上。")),
    ("开展平安家庭创建集中宣传和矛盾纠纷排查工作的几点做法", (
     "一、集中宣传有声势。四个集中宣传日前后，镇、村两级设点宣传，文艺演出、现场咨询和入户宣讲结合，"
     "群众知道遇到家庭矛盾找谁、怎么找。",
     "二、逐户排查有台账。每半月排查一次，网格员、妇联执委和调解员分片包干，新发现的当天登记、"
     "三天内初步研判，按等级落实包户人。",
     "三、化解帮扶有结果。一般纠纷七日内调处，达成协议的三十日内回访；困难家庭一户一名干部结对，"
     "帮扶措施写进一户一策。",
     "四、考核督查有反馈。镇里每季度看一次台账，问题当场交办，整改以后由他人复查。",
     *(f"（{n}）{words}" for n, words in enumerate((
        "把宣传资料换成大字版，老人看得清；外出务工家庭用视频通话走访，留下记录。",
        "调解员分组培训，新上岗的先跟班三个月，再独立主持调解。",
        "村级公示栏开辟平安家庭一栏，示范户的做法由她们自己讲。",
        "和派出所、司法所建立周会商，出警的家庭纠纷第二天就有人上门。",
        "暑期开展儿童安全走访，防溺水、防走失，逐户签收告知书。",
        "把家事纠纷按成因归类，每季度形成一份分析，供村里安排下一步工作。",
     ), 1)))),
)  # fmt: skip


class PublicityYear:
    """The people and places of the scenes."""

    def __init__(self, county: County) -> None:
        self.county, self.until = county, county.until
        self.year = county.campaign.year
        self.shown = shown_villages(county)[0]
        self.picture: Kept = taken(photo("#dce"))

    def play(self) -> None:
        """Dates in bulk, then what the verbs do."""
        self.fixed_dates()
        if self.year != timezone.localdate().year:
            return  # the verbs take what happened in the last year, by the calendar on the wall
        self._activities()
        self._trainings()
        self._bulletins()
        self._achievements()

    def _worker(self, unit: Division) -> User:
        if unit == self.county.division:
            return self.county.officers["xianfulian"]
        return self.county.workers[unit.code][0]

    def _day(self, month: int, day: int) -> date:
        """A day of the year that has passed, else the last one."""
        return min(date(self.year, month, day), self.until)

    def fixed_dates(self) -> list[Activity]:
        """Most units held most dates, most of them with a photo."""
        rows: list[Activity] = []
        shots: list[bool] = []
        for unit in (*self.county.townships, *self.county.villages):
            dice = self.county.dice("publicity", unit.code)
            skill = self.county.skill(unit.code)
            for occasion in Occasion:
                day = occasion.on(self.year) + timedelta(days=dice.randint(-3, 3))
                if day > self.until or dice.random() > skill:
                    continue
                rows.append(self._dated(unit, occasion, day, dice))
                shots.append(dice.random() < skill)
        Activity.objects.bulk_create(rows, batch_size=2000)
        files = [self._shot(row) for row, shot in zip(rows, shots, strict=True) if shot]
        KeptFile.objects.bulk_create(files, batch_size=500)
        Trail.objects.bulk_create(self._trail(rows, files), batch_size=4000)
        self._marks(rows)
        return rows

    def _marks(self, rows: list[Activity]) -> None:
        """The duties of those dates are done by them, as the verb does it."""
        standing = Duty.objects.filter(campaign=self.county.campaign, is_fixed=True).standing()
        duties = {(duty.level, duty.occasion): duty for duty in standing}
        marks = DutyMark.objects.bulk_create(
            (
                DutyMark(
                    duty=duty, place=row.unit, kind=DutyMark.Kind.DONE, activity=row, day=row.day,
                    note=f"宣传活动：{row.theme}", at=row.recorded_at, by=row.recorded_by,
                )
                for row in rows
                if (duty := duties.get((row.unit.level, row.occasion))) is not None
            ),
            batch_size=2000,
        )  # fmt: skip
        lines = (
            told(
                Act.YEAR_DUTY_DONE.value, by=mark.by, on=mark, place=mark.place_id, day=mark.day,
                after={"duty": mark.duty_id, "kind": mark.kind, "activity": mark.activity_id},
                hour=17,
            )
            for mark in marks
        )  # fmt: skip
        Trail.objects.bulk_create(lines, batch_size=4000)

    def _trail(self, rows: list[Activity], files: list[KeptFile]) -> Iterator[Trail]:
        """As the verbs write it."""
        act = Act.ACTIVITY_RECORD.value
        for row in rows:
            after: dict[str, object] = {"kind": row.kind, "day": row.day.isoformat()}
            after |= {"occasion": row.occasion, "people": row.people}
            yield told(
                act, by=row.recorded_by, on=row, place=row.unit_id, day=row.day, after=after,
                hour=17,
            )  # fmt: skip
        for file in files:
            held = file.activity
            assert held is not None  # its owner
            yield told(
                act, by=held.recorded_by, on=held, place=held.unit_id, day=held.day,
                after={"file": file.pk}, hour=17,
            )  # fmt: skip

    def _dated(self, unit: Division, occasion: Occasion, day: date, dice: Random) -> Activity:
        theme, kind, venue = THEMES[occasion]
        many = 4 if unit.code % 1000 == 0 else 1
        return Activity(
            unit=unit,
            kind=kind,
            theme=theme,
            day=day,
            venue=f"{unit.name}{venue}",
            occasion=occasion.value,
            people=many * dice.randint(30, 160),
            materials=many * dice.randint(40, 300),
            recorded_by=self._worker(unit),
            recorded_at=at(day, 17),
        )

    def _shot(self, row: Activity) -> KeptFile:
        kept = self.picture
        return KeptFile(
            place_id=row.unit_id,
            activity=row,
            title=row.theme,
            medium=kept.medium,
            data=kept.data,
            size=len(kept.data),
            pages=kept.pages,
            added_by=row.recorded_by,
            added_at=row.recorded_at,
        )

    def _activities(self) -> None:
        """Of no fixed date, with several photos, and one taken back."""
        by = self._worker(self.shown)
        door = activities.record_activity(
            self.shown, kind="door", theme="求助渠道告知书入户发放", day=self._day(9, 12),
            venue="一至四组", people=186, materials=186, photo=photo("#ced"), by=by,
        )  # fmt: skip
        activities.add_photo(door, data=photo("#edc"), by=by)
        wrong = activities.record_activity(
            self.shown, kind="show", theme="平安家庭文艺演出", day=self._day(10, 2),
            venue="村广场", people=300, by=by,
        )  # fmt: skip
        activities.take_back_activity(wrong, reason="与镇里登记的是同一场，不重复计", by=by)

    def _trainings(self) -> None:
        """The county's for all mediators, the townships' own, one not yet marked, one wrong."""
        root = self.county.division
        first = trainings.hold_training(
            root, day=self._day(4, 16), topic="婚姻家庭纠纷排查、分级和调解",
            teacher="司法局业务科", venue="县委党校",
            roles=["village_mediator", "township_federation"], by=self._worker(root),
        )  # fmt: skip
        self._came(first, root, 0.9)
        for unit in self.county.townships:
            row = trainings.hold_training(
                unit, day=self._day(5, 20), topic="反家庭暴力法和告诫书、保护令的衔接",
                teacher="镇司法所", venue=f"{unit.name}会议室", roles=["village_mediator"],
                names=["网格员代表", "妇联执委代表"], by=self._worker(unit),
            )  # fmt: skip
            self._came(row, unit, self.county.skill(unit.code))
        by = self._worker(root)
        trainings.hold_training(
            root, day=self._day(11, 20), topic="平台操作和数据质量", teacher="县妇联权益部",
            venue="线上", roles=["township_federation"], by=by,
        )  # fmt: skip
        wrong = trainings.hold_training(
            root, day=self._day(6, 3), topic="调解员上岗培训", teacher="司法局", venue="县委党校",
            names=["待定"], by=by,
        )  # fmt: skip
        trainings.take_back_training(wrong, reason="培训改期，另行登记", by=by)

    def _came(self, row: Training, unit: Division, share: float) -> None:
        dice = self.county.dice("training", unit.code)
        keys = row.trainees.order_by("pk").values_list("pk", flat=True)
        came = [key for key in keys if dice.random() < share]
        trainings.mark_attendance(row, came=came, by=self._worker(unit))

    def _bulletins(self) -> None:
        """Each township its issues, some adopted; one withdrawn, one still a draft."""
        for unit in self.county.townships:
            dice = self.county.dice("bulletins", unit.code)
            for number in range(1 + dice.randint(1, 3)):
                row = self._issued(unit, number)
                if dice.random() < 0.6:
                    self._adopted(row, 3, "县《平安家庭信息》", self._worker(unit))
        town = self.county.division if self.shown.parent is None else self.shown.parent
        by = self._worker(town)
        long = self._issued(town, 2)
        self._adopted(long, 3, "县《平安家庭信息》", by)
        mistaken = self._adopted(long, 2, "市《妇女工作》", by)
        papers.take_back_adoption(mistaken, reason="市里采用的是另一篇", by=by)
        wrong = self._issued(town, 1)
        bulletins.withdraw_bulletin(
            wrong, reason="数字有误，另发一期", by=by, version=wrong.version
        )
        self._draft(town, 0)
        root = self.county.division
        self._issued(root, 1)

    def _draft(self, unit: Division, number: int) -> Bulletin:
        title, lines = BULLETINS[number % len(BULLETINS)]
        name = unit.name
        return bulletins.draft_bulletin(
            unit, title=f"{name}{title}", body="\n".join(lines), editor=self._worker(unit).name,
            report_to="县妇联、县委政法委", send_to=f"{name}党委、政府", copy_to="各村（社区）",
            copies=60, by=self._worker(unit),
        )  # fmt: skip

    def _issued(self, unit: Division, number: int) -> Bulletin:
        row = self._draft(unit, number)
        day = self._day(3 + 3 * min(number, 2), 25)
        last = Bulletin.objects.filter(unit=unit, issued_on__isnull=False).order_by("-total")
        newest = last.values_list("issued_on", flat=True).first()
        return bulletins.issue_bulletin(
            row, by=row.written_by, version=row.version, issued_on=max(day, newest or day)
        )

    def _adopted(self, row: Bulletin | Achievement, level: int, body: str, by: User) -> Adoption:
        begun = row.issued_on if isinstance(row, Bulletin) else row.day
        assert begun is not None  # issued, or a paper
        day = min(begun + timedelta(days=9), self.until)
        return papers.adopt(row, level=level, body=body, day=day, proof=photo("#eee"), by=by)

    def _achievements(self) -> None:
        """A paper adopted above, one that was not, contests, one entered by mistake."""
        town = self.shown.parent or self.county.division
        by, village = self._worker(town), self._worker(self.shown)
        paper = papers.record_achievement(
            town, kind="paper", title="外出务工家庭矛盾早发现的几点思考", day=self._day(8, 15),
            authors=f"{by.name}、{village.name}", by=by,
        )  # fmt: skip
        self._adopted(paper, 2, "市妇联《调查研究》", by)
        papers.record_achievement(
            self.shown, kind="paper", title="一个村的邻里议事会", day=self._day(10, 20),
            authors=village.name, by=village,
        )  # fmt: skip
        papers.record_achievement(
            town, kind="contest", title="“我家的平安故事”征文", day=self._day(6, 1), entries=47,
            places=f"一等奖 {self.shown.name}\n二等奖 两篇", by=by,
        )  # fmt: skip
        wrong = papers.record_achievement(
            self.shown, kind="contest", title="好家风短视频", day=self._day(7, 9), entries=3,
            by=village,
        )  # fmt: skip
        papers.take_back_achievement(wrong, reason="由镇里统一登记", by=village)


def play(county: County) -> None:
    """The demo's publicity."""
    PublicityYear(county).play()
