"""Who signs in, with what, on which session; what each role must show for it."""
