"""Programs and sockets of a copy, without Django. What lies in a copy's folder is hostile."""
