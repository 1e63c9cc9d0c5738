"""Programs and connections of the vault: restic, MariaDB, SFTP."""
