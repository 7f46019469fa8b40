"""How the headline is worked out, step by step."""
