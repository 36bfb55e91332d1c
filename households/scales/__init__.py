"""The ordered scale of tiers as plain values: what it holds, the shipped one, its words, its
checks. Nothing here touches the database; versions a county publishes are in models.scale."""
