"""Pages, and the SCIM server."""
