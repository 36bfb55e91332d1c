"""Page addresses of screening."""

from django.urls import URLPattern, URLResolver, path

from households.views import screening

urlpatterns: list[URLPattern | URLResolver] = [
    path("screenings/", screening.RoundList.as_view(), name="screening_list"),
    path("screenings/open", screening.RoundOpen.as_view(), name="round_open"),
    path("screenings/rounds/<uuid:uid>", screening.RoundDetail.as_view(), name="round_detail"),
    path("screenings/<uuid:uid>", screening.ScreeningDetail.as_view(), name="screening_detail"),
    path("screenings/<uuid:uid>/file", screening.ScreeningFile.as_view(), name="screening_file"),
]
