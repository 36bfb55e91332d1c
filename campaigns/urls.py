"""Page addresses of campaigns."""

from django.urls import URLPattern, URLResolver, path

from campaigns.views import campaign

app_name = "campaigns"

urlpatterns: list[URLPattern | URLResolver] = [
    path("campaigns/", campaign.CampaignList.as_view(), name="campaign_list"),
    path("campaigns/open", campaign.CampaignOpen.as_view(), name="campaign_open"),
]
