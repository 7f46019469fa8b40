"""Who people are, and who may see whose diary."""
