"""Who earned what, and how: claim codes, claims and awards."""
