"""Sheets from offices: read under guard, previewed, applied as a job, undone within a day.

General for every noun: a kind of sheet (campaigns.sheets.kinds) names its columns and knows how
to compare, write and take back; everything else is here. The reading child knows neither Django
nor the database, so this package imports nothing by itself."""
