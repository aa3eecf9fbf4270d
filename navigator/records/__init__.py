"""What is held on somebody: seen, put right, restricted, kept no longer than it must be."""
