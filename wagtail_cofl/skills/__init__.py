"""The city's skills spine and the reference frameworks that it is aligned to."""
