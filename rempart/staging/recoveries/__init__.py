"""How soon sites came back in drills, for whoever counts it."""
