"""The public post: what it fetches and delivers, its trips, its acts."""
