"""What campaigns counts itself in the table of the network and on the page of the year."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Divisions, campaign years, pledges, the service network."""

    name = "campaigns"

    def ready(self) -> None:
        from campaigns import (
            network_figures,
            pledge_verification,
            publicity_part,
            survey_work,
            task_work,
            verification,
            year_figures,
        )

        network_figures.register()
        year_figures.register()
        verification.register("pledge", pledge_verification.pledge)
        verification.register("letter", pledge_verification.letter)
        task_work.register()
        publicity_part.register()
        survey_work.register()
