"""The record of acts and reads: only ever added to, and chained so that a change shows."""
