"""Returned forms to findings and a verdict."""
