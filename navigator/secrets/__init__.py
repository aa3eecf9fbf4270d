"""Encrypted columns and keyed digests, with a ring of keys that is kept outside the database."""
