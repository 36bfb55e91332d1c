"""Pages of the assessment report: content in, HTML parts out."""
