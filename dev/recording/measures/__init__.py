"""What Rempart measures on itself, one file each: let it really happen, and give back what was seen."""
