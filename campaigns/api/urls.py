"""API addresses of campaigns."""

from rest_framework.routers import SimpleRouter

from campaigns.api import (
    division,
    inspection,
    network,
    pledge,
    publicity,
    sheet,
    survey,
    task,
    views,
    volunteer,
    year,
)

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("campaigns", views.CampaignViewSet, basename="api_campaign")
router.register("divisions", division.DivisionViewSet, basename="api_division")
router.register("pledges", pledge.PledgeViewSet, basename="api_pledge")
router.register("pledge-texts", pledge.PledgeTextViewSet, basename="api_pledge_text")
router.register("pledge-figures", pledge.PledgeFiguresViewSet, basename="api_pledge_figures")
router.register("imports", sheet.SheetViewSet, basename="api_import")
router.register("surveys", survey.SurveyViewSet, basename="api_survey")
router.register("service-points", network.ServicePointViewSet, basename="api_point")
router.register("duty-shifts", network.DutyShiftViewSet, basename="api_shift")
router.register("work-records", network.WorkRecordViewSet, basename="api_work_record")
router.register("network-counts", network.NetworkCountsViewSet, basename="api_network_counts")
router.register("volunteers", volunteer.VolunteerViewSet, basename="api_volunteer")
router.register("volunteer-teams", volunteer.VolunteerTeamViewSet, basename="api_team")
router.register("volunteer-works", volunteer.VolunteerWorkViewSet, basename="api_volunteer_work")
router.register("year-plans", year.PlanViewSet, basename="api_plan")
router.register("year-duties", year.YearDutyViewSet, basename="api_year_duty")
router.register("member-units", year.MemberUnitViewSet, basename="api_member_unit")
router.register("leading-groups", year.LeadingGroupViewSet, basename="api_leading_group")
router.register("meetings", year.MeetingViewSet, basename="api_meeting")
router.register("funds", year.FundViewSet, basename="api_fund")
router.register("show-points", year.ShowPointViewSet, basename="api_show_point")
router.register("activities", publicity.ActivityViewSet, basename="api_activity")
router.register("trainings", publicity.TrainingViewSet, basename="api_training")
router.register("bulletins", publicity.BulletinViewSet, basename="api_bulletin")
router.register("achievements", publicity.AchievementViewSet, basename="api_achievement")
router.register("adoptions", publicity.AdoptionViewSet, basename="api_adoption")
router.register("tasks", task.TaskViewSet, basename="api_task")
router.register("inspections", inspection.InspectionViewSet, basename="api_inspection")
router.register("targets", inspection.TargetViewSet, basename="api_target")
router.register("findings", inspection.FindingViewSet, basename="api_finding")
router.register("circulars", inspection.CircularViewSet, basename="api_circular")
router.register("ladder", inspection.LadderViewSet, basename="api_ladder")

urlpatterns = router.urls
