"""The one-page sheet: what it says as one value, and that value as a page and as a PDF."""
