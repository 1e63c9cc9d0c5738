"""What the vault gives to other areas, in the form of channel/snapshots.py."""
