"""Pure: roles and permissions."""
