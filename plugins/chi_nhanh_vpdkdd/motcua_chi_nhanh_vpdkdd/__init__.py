"""Chi nhánh Văn phòng Đăng ký đất đai."""

NAME = "Chi nhánh Văn phòng Đăng ký đất đai"
