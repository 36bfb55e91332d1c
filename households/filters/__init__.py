"""What lists of households filter by, shared by pages and API; a module per noun."""
