"""What reports tells the apps below it when it starts."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Metrics, rubrics, the scoring run, review, vetoes, publication and documents."""

    name = "reports"

    def ready(self) -> None:
        from households import award_holds
        from reports.veto_effect import waits

        award_holds.register(waits)
