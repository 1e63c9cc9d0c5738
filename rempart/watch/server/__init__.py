"""The processes that look: beside the console, or on another machine; without Django."""
