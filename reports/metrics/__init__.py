"""Metrics: each declared once, for its counts, its list of rows and its plain words."""
