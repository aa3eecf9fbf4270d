"""A referral from the first draft to its end: always in somebody's hands."""
