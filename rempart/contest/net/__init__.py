"""What is done inside the sites of a range."""
