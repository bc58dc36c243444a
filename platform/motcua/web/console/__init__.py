"""The province's console: an application of its own, on a port of its own, with a cookie and accounts of its own."""
