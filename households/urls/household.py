"""Page addresses of households."""

from django.urls import URLPattern, URLResolver, path

from households.views import export, family, household, household_new

urlpatterns: list[URLPattern | URLResolver] = [
    path("households/", household.HouseholdList.as_view(), name="household_list"),
    path("households/export", export.HouseholdExport.as_view(), name="household_export"),
    path("households/new", household_new.HouseholdNew.as_view(), name="household_form"),
    path("households/<uuid:uid>", household.HouseholdDetail.as_view(), name="household_detail"),
    path("households/<uuid:uid>/edit", household.HouseholdEdit.as_view(), name="household_edit"),
    path("households/<uuid:uid>/leave", household.HouseholdLeave.as_view(), name="household_leave"),
    path("households/<uuid:uid>/list", family.FamilyNew.as_view(), name="family_form"),
]
