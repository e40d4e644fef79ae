"""The same done with what others made, each by the shortest way that its own documentation shows."""
