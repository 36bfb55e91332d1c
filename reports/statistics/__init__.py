"""Statistics: the summary tables of domain J2, for any period and any unit.

A table is declared once (`table`): which rows count, under which heads, which rates follow from the
sums. From that come the paper, its comparison with last year and the period before, the rows behind
every number and the Excel. Where a lower app has the condition already, its own `Part` is used, so
that no number is counted in two ways. Readers without case rights get whole years of the county,
the columns named for them, and no small number (reliability C8)."""
