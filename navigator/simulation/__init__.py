"""Invented data, deterministic and said to be invented: the demonstration."""
