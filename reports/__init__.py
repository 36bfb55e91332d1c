"""Reports: metrics, rubrics, the scoring run, review, vetoes, publication and documents.
May import every app but config; nobody imports it except config."""
