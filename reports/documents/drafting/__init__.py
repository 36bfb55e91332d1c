"""Papers drafted from the frozen result: which sentences and tables each kind has. Pure functions
from the content of the report; a person edits the words before approval."""
