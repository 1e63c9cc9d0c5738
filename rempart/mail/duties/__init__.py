"""What mail does by itself."""
