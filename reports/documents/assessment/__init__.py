"""The yearly assessment report: its content, its sentences and its pages."""
