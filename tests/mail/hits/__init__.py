"""What comes of drill mails."""
