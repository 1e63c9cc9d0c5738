"""The words after `rempart ledger`: one file each, found by walking this folder."""
