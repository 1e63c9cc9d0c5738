"""Append-only, tamper-evident record: entries, Merkle tree, checkpoints, proofs (docs/format.md)."""
