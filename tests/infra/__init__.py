"""Launcher, production settings, container file."""
