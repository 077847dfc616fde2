"""The report: one page on one campaign, for people who will not write a query."""
