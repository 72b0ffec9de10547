"""What the registry is made of: kinds, records, findings. No input or output."""
