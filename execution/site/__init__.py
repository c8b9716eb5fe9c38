"""What the built site is besides its pages: a search index, and files for machines."""
