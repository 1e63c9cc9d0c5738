"""The acceptance list, row by row: each test is named by its row and fails where the row is not fulfilled."""
