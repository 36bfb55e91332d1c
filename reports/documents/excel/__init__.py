"""Documents as workbooks: figures as numbers, the formula in words beside live formulas."""
