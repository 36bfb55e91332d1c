"""The kinds of sheets households owns: the roster and the visits."""

from campaigns.sheets.kinds import register
from households.sheets.roster import Roster
from households.sheets.visits import Visits

register(Roster())
register(Visits())
