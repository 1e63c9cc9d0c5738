"""A witness: a process of its own, with its own key and memory, that cosigns heads of logs which only grew."""
