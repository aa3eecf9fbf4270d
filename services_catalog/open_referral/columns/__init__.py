"""Tables that say which column of another table is which of the template's."""
