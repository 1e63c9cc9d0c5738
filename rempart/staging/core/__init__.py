"""Rules of staging that need no disk and no server."""
