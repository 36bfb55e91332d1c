"""The first three administrators of a county, a city or a province in real use."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import scope
from accounts.queries import division_model
from accounts.refusals import Invalid
from accounts.transitions.beginning import begin_county


class Command(BaseCommand):
    """Prints each first password once; nothing keeps it."""

    help = "给一个县（或市、省）建三位管理员（系统、安全、审计），首次密码只显示这一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", type=int, help="县、市、省的 12 位代码，例如 320322000000")

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.as_system() as system:
            county = division_model()._default_manager.filter(pk=options["county"]).first()
            if county is None:
                raise CommandError("没有这个代码，请先导入区划。")
            try:
                made = begin_county(county=county, by=system)
            except Invalid as refusal:
                raise CommandError(refusal.sentence) from None
        for user, password in made:
            self.stdout.write(f"  {user.name}\t{user.username}\t{password}")
        self.stdout.write("以上密码只显示这一次，第一次登录必须改掉。")
