"""How `rempart doctor` looks at the machine, the record, and upkeep itself; the questions stand in `checks`."""
