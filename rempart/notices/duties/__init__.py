"""Background work: gather, deliver, watch."""
