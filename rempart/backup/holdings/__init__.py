"""What this area keeps as files."""
