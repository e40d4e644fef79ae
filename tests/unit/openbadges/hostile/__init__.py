"""Input that was made to harm: to be believed, to stop a verification, or to keep it busy for ever."""
