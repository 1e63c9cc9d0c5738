"""What others agreed on for lessons that travel: SCORM 1.2, SCORM 2004 and cmi5."""
