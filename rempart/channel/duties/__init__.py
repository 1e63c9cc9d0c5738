"""What every installation does in the background for its record, without Django."""
