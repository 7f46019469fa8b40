"""What was done: injections on the 12-week cycle."""
