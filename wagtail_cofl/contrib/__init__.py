"""What a site may do without: each package in here needs more than ours does."""
