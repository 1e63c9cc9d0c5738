"""Configuration files of the shared hosting of tests.servers.apache."""
