"""Records examples: real collectors on real fixtures in a good and a broken state, real claims on a real database.

`scenes/` says which states there are; `python dev/record.py` makes them; dev/examples.py demands them.
"""
