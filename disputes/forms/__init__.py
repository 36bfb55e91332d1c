"""Shapes of input of disputes, by noun."""
