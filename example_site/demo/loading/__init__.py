"""From the plain data to a site: what is there already stays as it is."""
