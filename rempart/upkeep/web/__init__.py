"""The page of upkeep, for whoever operates this installation."""
