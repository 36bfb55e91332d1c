"""What disputes tells the apps below it when it starts."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Disputes from intake to the return visit."""

    name = "disputes"

    def ready(self) -> None:
        from accounts import leaving
        from disputes import offline, offline_matter, year_part
        from disputes.keeping import SHELF
        from disputes.leaving import obstacles
        from disputes.network_figures import register
        from disputes.phone_guard import closed
        from disputes.protecting_awards import found_in_place, waits
        from households import award_holds, guarded_phones, shelves

        leaving.register(obstacles)
        offline.register()
        offline_matter.register()
        shelves.register(SHELF)
        award_holds.register(waits)
        award_holds.register_quiet(found_in_place)
        guarded_phones.register(closed)
        year_part.register()
        register()
