"""From what someone types to ranked services, each with the reason why it is there."""
