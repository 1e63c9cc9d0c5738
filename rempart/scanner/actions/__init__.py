"""Ask for a measurement, record what was seen, give and withdraw consent."""
