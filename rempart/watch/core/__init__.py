"""What looks mean and when to shout: pure, without clock, network or database."""
