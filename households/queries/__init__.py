"""Reading queries of households, a module per noun."""
