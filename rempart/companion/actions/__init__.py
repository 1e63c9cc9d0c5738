"""What is done with companions: connecting, following, telling."""
