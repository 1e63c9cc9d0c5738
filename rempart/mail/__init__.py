"""What comes by mail and by share: archives and attachments looked into before anybody opens them."""
