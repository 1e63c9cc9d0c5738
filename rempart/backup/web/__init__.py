"""Pages and doors of the vault."""
