"""Commands of the exchange app."""
