"""The nightly audit: every record, every night, in a store without a word of them; what is new, left, mended and back."""
