"""Documents as Word files with real styles, for people who edit (report.md 9, domain F)."""
