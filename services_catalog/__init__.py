"""The offer: what there is, who it is for, how sure we are, and who says so."""
