"""What is said: one file for each kind of sentence."""
