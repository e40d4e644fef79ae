"""What travels: issuer keys, signed documents, baked pictures, and their permanent addresses."""
