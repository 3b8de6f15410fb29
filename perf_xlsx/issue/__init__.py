"""Project lists in, locked workbooks and their register out."""
