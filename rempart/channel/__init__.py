"""How processes without Django speak: spool (events up), published documents (wanted state down)."""
