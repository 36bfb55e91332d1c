"""Campaigns: divisions, the campaign year with its calendar, responsibility pledges and
working days. May import accounts."""
