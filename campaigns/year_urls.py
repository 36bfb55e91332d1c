"""Page addresses of the year: its page, plan, calendar, organisation, meetings and money."""

from django.urls import URLPattern, URLResolver, path

from campaigns.views import (
    campaign,
    fund,
    leading_group,
    meeting,
    member_unit,
    seat,
    show_point,
    year,
    year_duty,
    year_duty_verbs,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("campaigns/", year.YearOverview.as_view(), name="campaign_list"),
    path("campaigns/open", campaign.CampaignOpen.as_view(), name="campaign_open"),
    path("campaigns/member-units/", member_unit.MemberUnitList.as_view(), name="member_unit_list"),
    path("campaigns/member-units/new", member_unit.MemberUnitNew.as_view(), name="member_unit_new"),
    path(
        "campaigns/member-units/<uuid:uid>",
        member_unit.MemberUnitDetail.as_view(),
        name="member_unit_detail",
    ),
    path(
        "campaigns/member-units/<uuid:uid>/edit",
        member_unit.MemberUnitEdit.as_view(),
        name="member_unit_edit",
    ),
    path(
        "campaigns/member-units/<uuid:uid>/leave",
        member_unit.MemberUnitLeave.as_view(),
        name="member_unit_leave",
    ),
    path(
        "campaigns/member-units/<uuid:uid>/seat",
        seat.MemberUnitSeatNew.as_view(),
        name="member_unit_seat",
    ),
    path("campaigns/posts/<uuid:uid>/end", seat.SeatEnd.as_view(), name="seat_end"),
    path("campaigns/close", year.CampaignClose.as_view(), name="campaign_close"),
    path("campaigns/plan", year.PlanShown.as_view(), name="plan_detail"),
    path("campaigns/plan/write", year.PlanWrite.as_view(), name="plan_form"),
    path("campaigns/duties/", year_duty.YearDutyList.as_view(), name="year_duty_list"),
    path("campaigns/duties/export", year_duty.YearDutyExport.as_view(), name="year_duty_export"),
    path("campaigns/duties/table", year_duty.YearDutyTable.as_view(), name="year_duty_table"),
    path("campaigns/duties/new", year_duty_verbs.YearDutyNew.as_view(), name="year_duty_new"),
    path(
        "campaigns/duties/<uuid:uid>", year_duty.YearDutyDetail.as_view(), name="year_duty_detail"
    ),
    path(
        "campaigns/duties/<uuid:uid>/done",
        year_duty_verbs.YearDutyDone.as_view(),
        name="year_duty_done",
    ),
    path(
        "campaigns/duties/<uuid:uid>/move",
        year_duty_verbs.YearDutyMove.as_view(),
        name="year_duty_move",
    ),
    path(
        "campaigns/duties/<uuid:uid>/lift",
        year_duty_verbs.YearDutyLift.as_view(),
        name="year_duty_lift",
    ),
    path(
        "campaigns/duty-marks/<uuid:uid>/back",
        year_duty_verbs.DutyMarkBack.as_view(),
        name="duty_mark_back",
    ),
    path("campaigns/groups/", leading_group.LeadingGroupList.as_view(), name="leading_group_list"),
    path(
        "campaigns/groups/export", leading_group.RosterExport.as_view(), name="leading_group_export"
    ),
    path("campaigns/groups/new", leading_group.LeadingGroupNew.as_view(), name="leading_group_new"),
    path(
        "campaigns/groups/<uuid:uid>",
        leading_group.LeadingGroupDetail.as_view(),
        name="leading_group_detail",
    ),
    path(
        "campaigns/groups/<uuid:uid>/edit",
        leading_group.LeadingGroupEdit.as_view(),
        name="leading_group_edit",
    ),
    path(
        "campaigns/groups/<uuid:uid>/end",
        leading_group.LeadingGroupEnd.as_view(),
        name="leading_group_end",
    ),
    path(
        "campaigns/groups/<uuid:uid>/seat",
        leading_group.LeadingGroupSeatNew.as_view(),
        name="leading_group_seat",
    ),
    path("campaigns/groups/<uuid:uid>/meeting", meeting.MeetingNew.as_view(), name="meeting_new"),
    path("campaigns/meetings/", meeting.MeetingList.as_view(), name="meeting_list"),
    path("campaigns/meetings/export", meeting.MeetingExport.as_view(), name="meeting_export"),
    path("campaigns/meetings/<uuid:uid>", meeting.MeetingDetail.as_view(), name="meeting_detail"),
    path("campaigns/meetings/<uuid:uid>/edit", meeting.MeetingEdit.as_view(), name="meeting_edit"),
    path("campaigns/meetings/<uuid:uid>/back", meeting.MeetingBack.as_view(), name="meeting_back"),
    path("campaigns/funds/", fund.FundList.as_view(), name="fund_list"),
    path("campaigns/funds/export", fund.FundExport.as_view(), name="fund_export"),
    path("campaigns/funds/new", fund.FundNew.as_view(), name="fund_new"),
    path("campaigns/funds/<uuid:uid>", fund.FundDetail.as_view(), name="fund_detail"),
    path("campaigns/funds/<uuid:uid>/edit", fund.FundEdit.as_view(), name="fund_edit"),
    path("campaigns/funds/<uuid:uid>/spend", fund.FundSpend.as_view(), name="fund_spend"),
    path(
        "campaigns/fund-items/<uuid:uid>/back", fund.FundItemBack.as_view(), name="fund_item_back"
    ),
    path("campaigns/show-points/", show_point.ShowPointList.as_view(), name="show_point_list"),
    path("campaigns/show-points/new", show_point.ShowPointNew.as_view(), name="show_point_new"),
    path(
        "campaigns/show-points/<uuid:uid>/end",
        show_point.ShowPointEnd.as_view(),
        name="show_point_end",
    ),
]
