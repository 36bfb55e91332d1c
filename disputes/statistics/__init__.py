"""The mediation statistics (调解统计表, domain D3) and the table of family disputes (domain J2).

Every figure is a condition on rows; the table counts the rows, the page behind a figure lists
them, so that the two cannot differ. A sealed matter is in none of them."""
