"""What a reader takes away beside the picture: the table as CSV and as a workbook, and the
citation."""
