"""Mail that commits with the change it tells of, and is sent afterwards until it arrives."""
