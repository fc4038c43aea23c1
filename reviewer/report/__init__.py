"""Reviews as text, JSON lines and CSV."""
