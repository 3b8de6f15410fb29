"""The narrative report as a reviewer reads it: passages, chapters, and the figures it states."""
