"""Disputes: intake, acceptance, mediation sessions, agreements, endings and return visits.
May import households, campaigns and accounts."""
