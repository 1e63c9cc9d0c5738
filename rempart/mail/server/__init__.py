"""What the web server itself does for mail drills; nothing here knows Django."""
