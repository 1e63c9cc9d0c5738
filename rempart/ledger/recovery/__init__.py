"""After a restore: the signed tail comes back byte for byte, or a successor log says in the open what was lost."""
