"""Who offers learning and who issues badges."""
