"""How fast we are beside others and beside what the machine can do. See README.md."""
