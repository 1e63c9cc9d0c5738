"""What an archive would do to whoever unpacks it: judged from what a reader behind walls tells, without unpacking."""
