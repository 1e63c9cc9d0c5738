"""What reaches disks, servers and browsers."""
