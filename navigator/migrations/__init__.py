"""How the tables came to be, one step a file. A migration never imports the code it came from."""
