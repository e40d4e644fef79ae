"""What is on: opportunities and their sessions."""
