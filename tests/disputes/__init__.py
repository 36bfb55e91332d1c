"""Disputes: verbs, numbers, pages, API, work."""
