"""What campaigns counts itself in the table of the network."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Divisions, campaign years, pledges, the service network."""

    name = "campaigns"

    def ready(self) -> None:
        from campaigns import pledge_verification, publicity_part, task_work, verification
        from campaigns.network_figures import register

        register()
        verification.register("pledge", pledge_verification.pledge)
        verification.register("letter", pledge_verification.letter)
        task_work.register()
        publicity_part.register()
