"""One write per file: campaigns and what is sent, reports and what becomes of them."""
