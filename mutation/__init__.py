"""Change the rules a little, many times, and see that a test notices each time."""
