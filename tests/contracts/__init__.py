"""What docs/contracts.md promises, tried from outside: programs, files, streams, exit codes."""
