"""Runs the examples of the site, remembers their runs and shows them. See `model.Run` for the result."""
