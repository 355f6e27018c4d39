"""Turns annotated articles into the weights that onrecord ships. See ../README.md."""
