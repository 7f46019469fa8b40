"""What happened: the days a person logged."""
