"""Hand-made forms: from any grid of cells to filled forms, read by the words that stand on it."""
