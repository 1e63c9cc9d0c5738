"""What the drill tries with updates on its copy."""
