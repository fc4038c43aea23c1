"""The rules as data: YAML and word lists, no code."""
