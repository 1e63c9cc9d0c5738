"""What `rempart doctor` looks at: the machine, and the record that stands on it."""
