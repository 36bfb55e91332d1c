"""What reports tells the apps below it when it starts."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Metrics, rubrics, the scoring run, review, vetoes, publication and documents."""

    name = "reports"

    def ready(self) -> None:
        from campaigns import pledge_metrics, verification
        from households import award_holds
        from reports import papers
        from reports.document_verification import document
        from reports.metrics.catalogue import METRICS
        from reports.veto_effect import place_waits, waits

        papers.fill()
        verification.register("document", document)
        award_holds.register(waits)
        award_holds.register_place(place_waits)
        for metric in METRICS.values():
            pledge_metrics.tell(metric.key, metric.name)
