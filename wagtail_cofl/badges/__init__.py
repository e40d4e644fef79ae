"""What can be earned: badges with drafts, and their immutable published versions."""
