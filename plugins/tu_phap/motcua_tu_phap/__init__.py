"""Phòng Tư pháp."""

NAME = "Phòng Tư pháp"
