"""Charts, drawn on the server: shared pieces first, then one file a chart."""
