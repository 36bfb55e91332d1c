"""Reads of disputes, by noun."""
