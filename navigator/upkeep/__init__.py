"""What whoever runs an installation needs: is it well, and can it be brought back."""
