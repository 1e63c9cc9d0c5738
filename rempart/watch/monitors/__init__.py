"""What a monitor looks at, one file a kind."""
