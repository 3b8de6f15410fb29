"""What was issued and filled: cells laid out once, values, identity."""
