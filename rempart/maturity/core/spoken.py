"""Which slots of our events' sentences hold ids of our units (read by rempart.registry.spoken)."""

SPOKEN = {"control": "rempart.maturity.controls"}
