"""Settings, addresses and the server's entry: what ties the apps into one site."""
