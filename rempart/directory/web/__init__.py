"""The fence between tenants, and pages about the directory."""
