"""Make the demo county's year."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from accounts import scope
from campaigns.models import Campaign, Division, Level
from campaigns.transitions.campaign import open_year
from disputes.models import ProtectionCase
from households.models import Household, HouseholdMove
from reports.demo import (
    above,
    agreed_scenes,
    awards,
    committees,
    disputes,
    dossiers,
    exports,
    families,
    flow,
    happened,
    helping,
    homes,
    keeping,
    matters,
    mediation,
    moving,
    network,
    proposals,
    protection,
    publicity,
    reporting,
    rights,
    rubrics,
    scenes,
    screening,
    sent_later,
    sheets,
    surveys,
    tasks,
)
from reports.demo import year as year_work
from reports.demo.county import County, invented_places, people

SCORING_OPENS = 11  # November (domain J1): from then on the year itself is scored


class Command(BaseCommand):
    """Seeded: the same county and day give the same rows."""

    help = "生成演示县的一年（虚构的家庭、人员和数字）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", type=int, default=320322000000, help="县的区划代码")
        parser.add_argument("--today", type=date.fromisoformat, help="当作今天的日期，默认今天")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_DATA:
            raise CommandError("只有演示环境（DEMO_DATA）才能生成演示数据。")
        today = options["today"] or timezone.localdate()
        call_command("load_workdays", verbosity=0)
        with scope.as_system() as system:
            division = Division.objects.filter(pk=options["county"]).first()
            if division is None or not division.is_county:
                raise CommandError("没有这个县，请先导入区划。")
            if Campaign.objects.filter(county=division).exists():
                raise CommandError("这个县已有年度活动，不再生成演示数据。")
            year = today.year if today.month >= SCORING_OPENS else today.year - 1
            # Facts end yesterday, so that nothing of the demo lies later today.
            self.yesterday = yesterday = today - timedelta(days=1)
            county = self._county(division, system, year, min(yesterday, date(year, 12, 31)))
            self._fill(county)
            if today.year > year:
                county.campaign = self._open(county, today.year, county.campaign)
                county.until = yesterday
                self._year(county, list(Household.objects.order_by("village", "number")))
            self._timed("服务网络", lambda: network.network(county, yesterday))
            self._timed("任务、督查、通报", lambda: tasks.play(county))
            self._timed("宣传培训", lambda: publicity.play(county))
            self._timed("群众调查", lambda: surveys.play(county))
            self._timed("导出", lambda: exports.exports(county))
            self._timed("演示镇的办理", lambda: scenes.play(county))
            self._timed("移交、督办、转介", lambda: flow.flow(county))
            self._timed("演示镇的调解", lambda: mediation.play(county))
            self._timed("协议以后", lambda: agreed_scenes.play(county))
            self._timed("卷宗", lambda: dossiers.play(county))
            self._timed("同市的县", lambda: above.neighbours(county))
        self._analyse()

    def _county(self, division: Division, system: Any, year: int, until: date) -> County:
        invented_places(division)
        workers, officers = people(division, system, date(year - 2, 1, 1))
        county = County(
            division=division,
            townships=list(Division.objects.below(division, Level.TOWNSHIP)),
            villages=list(Division.objects.below(division, Level.VILLAGE)),
            workers=workers,
            officers=officers,
            system=system,
            campaign=Campaign(),
            until=until,
        )
        county.campaign = self._open(county, year)
        return county

    def _open(self, county: County, year: int, last: Campaign | None = None) -> Campaign:
        return open_year(
            county=county.division,
            year=year,
            last=last,
            owed_from=date(year, 1, 1),
            by=county.officers["xianfulian"],
            slogan="家家平安 户户和美",
        )

    def _fill(self, county: County) -> None:
        rows: list[Household] = []
        self._timed("组织", lambda: year_work.organisation(county))
        self._timed("家庭", lambda: rows.extend(homes.households(county)))
        self._year(county, rows)
        self._timed("考核细则", lambda: rubrics.play(county.campaign, county.officers))
        self._timed("分级办法", lambda: proposals.scale_to_come(county))
        self._timed("权利和回避", lambda: rights.rights(county))
        self._timed("调委会", lambda: committees.committees(county))
        if not ProtectionCase.objects.exists():
            self._timed("权益保护", lambda: protection.protection(county))

    def _year(self, county: County, rows: list[Household]) -> None:
        listed = families.Families(county)
        self._timed("年度工作", lambda: year_work.year(county))
        self._timed("责任状", lambda: homes.pledges(county))
        self._timed("家庭承诺书", lambda: homes.household_pledges(county, rows))
        self._timed("在册家庭", lambda: listed.load(rows))
        self._timed(
            "包户、隐患", lambda: keeping.Keeping(county, listed.families, listed.keepers).load()
        )
        self._timed("帮扶、服务", lambda: helping.Helping(county, listed.families, rows).load())
        self._timed("纠纷", lambda: disputes.disputes(county))
        self._timed("来件、信访", lambda: matters.matters(county))
        # What happened comes before the reports, which answer for it.
        self._timed("村内情况", lambda: happened.happened(county))
        self._timed(
            "零报告", lambda: reporting.reports(county, reporting.periods(county), listed.visits)
        )
        self._timed("排查", lambda: screening.rounds(county, rows))
        if county.until == self.yesterday:
            # What waits to be answered waits now, not in a year that is over.
            waiting = proposals.Proposals(county)
            self._timed("线索和申请", lambda: waiting.load(rows, listed.families, listed.first))
        on_list = {f.household_id for f in listed.families}
        self._timed("示范户", lambda: awards.awards(county, rows, on_list))
        self._timed("补传", lambda: sent_later.sent_later(county))
        if not HouseholdMove.objects.exists():
            self._timed("家庭成员", lambda: moving.scenes(county))
        self._timed("表格导入", lambda: sheets.sheets(county))

    def _analyse(self) -> None:
        """Bulk loads leave the planner without statistics; only the owner role may gather them."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _timed(self, what: str, make: Any) -> None:
        start = time.monotonic()
        make()
        self.stdout.write(f"  {what} {time.monotonic() - start:.1f} 秒")
        self.stdout.flush()
