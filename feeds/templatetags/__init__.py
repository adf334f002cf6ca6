"""What templates ask of feeds."""
