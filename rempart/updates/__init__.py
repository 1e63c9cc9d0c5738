"""Updates: tried on a copy of the site first, laid live with a way back, and told."""
