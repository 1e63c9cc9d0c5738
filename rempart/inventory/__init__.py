"""What the sites are made of, and which of it has a known flaw: components, feeds of flaws, who was told when."""
