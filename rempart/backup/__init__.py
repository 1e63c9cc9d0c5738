"""The vault: consistent copies of a site in more than one place, brought back and proven by bringing them back."""
