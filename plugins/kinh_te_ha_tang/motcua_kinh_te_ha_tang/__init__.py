"""Phòng Kinh tế và Hạ tầng."""

NAME = "Phòng Kinh tế và Hạ tầng"
