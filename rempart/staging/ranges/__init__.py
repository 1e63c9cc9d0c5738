"""Sites made new for a range, behind the walls of copies."""
