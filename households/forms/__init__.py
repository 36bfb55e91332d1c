"""Shapes of input of households, a module per noun; the verbs decide what holds."""
