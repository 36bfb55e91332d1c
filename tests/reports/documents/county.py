"""The invented county of the benches, for tests of the report."""

from reports.bench.report_county import divisions, grade_of, invented_county, table

__all__ = ["divisions", "grade_of", "invented_county", "table"]
