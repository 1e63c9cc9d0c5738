"""How much each sign and each word weighs, and what a sum of weights means as a probability. Plain numbers in plain files."""
