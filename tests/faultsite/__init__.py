"""A news site on loopback that serves the network faults of the catalogue for real, and the hosts beside it."""
