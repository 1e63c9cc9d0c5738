"""Strips of the culture week, one file each: what stands where, and what is said in three languages."""
