"""What the built site is besides its pages: a search index, files for machines, notes for authors."""
