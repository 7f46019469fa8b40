"""The patient's own pages, composed of the other rooms."""
