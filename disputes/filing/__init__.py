"""A dispute's records as the papers of its file (domain D2): what the file holds, what it lacks,
and the whole as one PDF. Reads records, fills the plain facts of disputes.papers."""
