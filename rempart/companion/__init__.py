"""The companion: the plug-in inside a WordPress (plugin/, in PHP), and what the hub does with what it tells."""
