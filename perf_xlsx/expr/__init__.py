"""Audit formulas: Excel's syntax over the words of a form, read once as Excel text and once as a value."""
