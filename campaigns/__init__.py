"""Campaigns: divisions, the campaign year with its calendar, responsibility pledges,
working days, and the network of service points and volunteers. May import accounts."""
