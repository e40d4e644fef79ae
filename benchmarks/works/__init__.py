"""What we do, and the least that must be done for it."""
