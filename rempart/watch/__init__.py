"""The watch-tower: looks at sites from outside, shouts when one is down, and says what it could not see."""
