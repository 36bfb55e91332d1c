"""Page addresses of campaigns."""

from django.urls import URLPattern, URLResolver, path

from campaigns.views import campaign, division, pledge, sheet

app_name = "campaigns"

urlpatterns: list[URLPattern | URLResolver] = [
    path("campaigns/", campaign.CampaignList.as_view(), name="campaign_list"),
    path("campaigns/open", campaign.CampaignOpen.as_view(), name="campaign_open"),
    path("divisions/", division.DivisionTree.as_view(), name="division_tree"),
    path("divisions/<int:code>", division.DivisionDetail.as_view(), name="division_detail"),
    path("pledges/", pledge.PledgeMap.as_view(), name="pledge_map"),
    path("pledges/missing", pledge.PledgeMissing.as_view(), name="pledge_missing"),
    path("pledges/issue/<int:code>", pledge.PledgeIssue.as_view(), name="pledge_issue"),
    path("pledges/issue-all/<int:code>", pledge.PledgeIssueAll.as_view(), name="pledge_issue_all"),
    path("pledges/<uuid:uid>", pledge.PledgeDetail.as_view(), name="pledge_detail"),
    path("pledges/<uuid:uid>/sign", pledge.PledgeSign.as_view(), name="pledge_sign"),
    path("pledges/<uuid:uid>/withdraw", pledge.PledgeWithdraw.as_view(), name="pledge_withdraw"),
    path("imports/", sheet.SheetList.as_view(), name="sheet_list"),
    path("imports/send/<str:kind>", sheet.SheetSend.as_view(), name="sheet_send"),
    path("imports/template/<str:kind>", sheet.SheetTemplate.as_view(), name="sheet_template"),
    path("imports/<uuid:uid>", sheet.SheetDetail.as_view(), name="sheet_detail"),
    path("imports/<uuid:uid>/progress", sheet.SheetProgress.as_view(), name="sheet_progress"),
    path("imports/<uuid:uid>/marked", sheet.SheetMarked.as_view(), name="sheet_marked"),
    path("imports/<uuid:uid>/confirm", sheet.SheetConfirm.as_view(), name="sheet_confirm"),
    path("imports/<uuid:uid>/drop", sheet.SheetDrop.as_view(), name="sheet_drop"),
    path("imports/<uuid:uid>/return", sheet.SheetReturn.as_view(), name="sheet_return"),
    path("imports/<uuid:uid>/retry", sheet.SheetRetry.as_view(), name="sheet_retry"),
]
