"""Who is there: for now a browser session that needs no name, and the permissions of each view."""
