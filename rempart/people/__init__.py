"""People: lessons, cases, programmes, sessions, what somebody knows, can and does, and what the organisation may see of it."""
