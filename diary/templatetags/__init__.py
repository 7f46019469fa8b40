"""What the templates of the diary may use beside Django's own."""
