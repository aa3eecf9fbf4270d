"""What every floor needs, and no domain: tables, refusals, who acts, what time it is."""
