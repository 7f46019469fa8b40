"""The claims of a widely read article, each beside what the diary shows. One file a claim."""
