"""Page addresses of household pledges."""

from django.urls import URLPattern, URLResolver, path

from households.views import pledge

urlpatterns: list[URLPattern | URLResolver] = [
    path("pledges/households", pledge.PledgeHouseholds.as_view(), name="pledge_list"),
    path("pledges/households/villages", pledge.PledgeVillages.as_view(), name="pledge_figures"),
    path("pledges/households/count", pledge.PledgeCounting.as_view(), name="pledge_count"),
    path("pledges/households/<uuid:uid>/sign", pledge.HouseholdSign.as_view(), name="pledge_sign"),
]
