"""Before and after: joins diary and treatments through the analysis."""
