"""Mail drills, the rules: states, templates, difficulty, times, and who is asked."""
