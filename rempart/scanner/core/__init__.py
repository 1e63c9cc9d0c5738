"""Pure: addresses, pages, versions, probes as values; no sockets."""
