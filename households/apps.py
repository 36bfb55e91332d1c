"""What households tells the apps below it when it starts."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """Households, listed families, reports, awards."""

    name = "households"

    def ready(self) -> None:
        from accounts import leaving
        from campaigns import verification
        from households import draw_source, offline_inspection, offline_survey, year_part
        from households.award_verification import certificate, honour
        from households.leaving import obstacles

        leaving.register(obstacles)
        verification.register("award", certificate)
        verification.register("honour", honour)
        draw_source.register()
        offline_inspection.register()
        offline_survey.register()
        year_part.register()
