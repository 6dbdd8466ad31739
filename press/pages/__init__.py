"""From the composition to pages: layout, pagination, and the review of the laid-out lines."""
