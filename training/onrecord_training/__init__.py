"""From annotated articles to the weights that onrecord ships. See ../README.md."""
