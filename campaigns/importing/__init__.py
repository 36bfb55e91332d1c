"""Lists from outside: read as a whole, refused as a whole, written as a whole."""
