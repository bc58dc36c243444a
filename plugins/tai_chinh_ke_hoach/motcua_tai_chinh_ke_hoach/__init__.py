"""Phòng Tài chính - Kế hoạch."""

NAME = "Phòng Tài chính - Kế hoạch"
