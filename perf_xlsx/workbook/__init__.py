"""Doors to spreadsheet files: guarded reading, writing."""
