"""Reading queries of campaigns, a module per noun."""
