"""The level: controls, threats, levels, and the pure functions that judge (model.md)."""
