"""One write a file: copies asked for, made, kept and thrown away; drills asked for and held."""
