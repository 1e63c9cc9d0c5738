"""Reports of one site's assessment: for people (HTML, PDF) and for programs (JSON, CSV, SARIF), and the badge."""
