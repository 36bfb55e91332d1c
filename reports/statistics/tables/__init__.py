"""The declared tables by subject; `registry` has them in the order of the list page."""
