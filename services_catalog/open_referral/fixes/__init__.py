"""
What every dialect's values go through, one file for each kind of thing.

Each fix is pure: a value of any type comes in, and what can be used of it comes out with what was
done to it. Nothing here raises on odd input, and nothing here knows a dialect.
"""
