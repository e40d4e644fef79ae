"""How fast we are beside others and beside what the machine can do. docs/explanation/speed.md tells how."""
