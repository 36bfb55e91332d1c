"""Page addresses of household pledges."""

from django.urls import URLPattern, URLResolver, path

from households.views import letter, pledge

urlpatterns: list[URLPattern | URLResolver] = [
    path("pledges/households", pledge.PledgeHouseholds.as_view(), name="pledge_list"),
    path("pledges/households/villages", pledge.PledgeVillages.as_view(), name="pledge_figures"),
    path("pledges/households/count", pledge.PledgeCounting.as_view(), name="pledge_count"),
    path("pledges/households/roster", pledge.PledgeRoster.as_view(), name="pledge_roster"),
    path("pledges/letters/", letter.LetterList.as_view(), name="letter_list"),
    path("pledges/letters/<uuid:uid>", letter.LetterJob.as_view(), name="letter_job"),
    path(
        "pledges/letter-parts/<uuid:uid>/take",
        letter.LetterTake.as_view(),
        name="letter_take",
    ),
    path("pledges/households/<uuid:uid>/sign", pledge.HouseholdSign.as_view(), name="pledge_sign"),
]
