"""What a person can ask for, without a window."""
