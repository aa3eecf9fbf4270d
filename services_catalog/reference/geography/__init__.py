"""Places that ship: Bristol's wards, its postcodes and those around it. See ``ATTRIBUTION.md``."""
