"""Shapes of the households API, a module per noun; input and output apart."""
