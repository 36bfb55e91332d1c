"""What can still be done before the year ends: what each step is worth in points, and which
families need somebody first whatever it is worth (features, wish 6)."""
