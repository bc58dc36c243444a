"""Chi cục Thuế."""

NAME = "Chi cục Thuế"
