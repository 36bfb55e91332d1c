"""The words of every metric, noun by noun; no query lives here."""
