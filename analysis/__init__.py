"""What a diary says: pure functions on days, with no web framework. See docs/method.md."""
