"""The parts that dialects share, each read once for all of them."""
