"""What the before_after command reads and prints."""
