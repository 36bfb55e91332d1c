"""Drawing PDFs: HTML in parts, drawn in limited processes that reach nothing, then merged.

Knows no noun of ours: no models, no database, no clock. What is drawn, and how its pages look, is
told by those who call (reports.documents, disputes.papers).
"""
