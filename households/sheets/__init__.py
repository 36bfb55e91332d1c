"""The kinds of sheets households owns: the roster and the register of listed families."""

from campaigns.sheets.kinds import register
from households.sheets.roster import Roster

register(Roster())
