"""Which fixture is put into which states for a collector's recorded examples: one file per kind of fixture."""
