"""Forms as data: one TOML file a region and year, read, checked and bound."""
