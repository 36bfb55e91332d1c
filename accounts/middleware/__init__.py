"""What surrounds every request: one transaction, reach, session limits, refusals, headers."""
