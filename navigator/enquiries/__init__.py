"""What people look for: counted in coded facts, without a user, a session or a word they typed."""
