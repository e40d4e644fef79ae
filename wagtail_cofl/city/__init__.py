"""One city is one Wagtail Site: its name, its canonical address, its policies."""
