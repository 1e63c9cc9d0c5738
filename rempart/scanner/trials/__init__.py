"""What the drill tries on its copy for the scanner."""
