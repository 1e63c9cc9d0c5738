"""RFC 3161: an authority that is not ours says when a checkpoint existed."""
