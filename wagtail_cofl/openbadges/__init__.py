"""The Open Badges protocol in pure Python: no Django, no database, no clock, no network."""
