"""One level of the wall or step of the watch, one file: who it is for, and what it leaves open."""
