#!/usr/bin/env bash
# Gom mọi thứ mà một máy chủ không có Internet cần để cài Một Cửa, thành một thư mục chép qua USB được.
#
#     infra/wheelhouse/build.sh [THƯ_MỤC]        # mặc định: dist/motcua-offline
#
# Chạy trên máy có Internet, cùng hệ điều hành, cùng bản Python và cùng loại CPU với máy chủ. Gói ngoài được tải theo
# uv.lock, kèm mã băm: máy chủ từ chối gói nào khác một byte.
set -euo pipefail
cd "$(dirname "$0")/../.."
into="${1:-dist/motcua-offline}"

command -v uv >/dev/null || { echo "Cần uv: pip install uv" >&2; exit 1; }
rm -rf "$into"
mkdir -p "$into/wheels"

# Gói ngoài: đúng phiên bản đã khóa, không gói phát triển.
uv export --frozen --quiet --no-default-groups --group plugins --no-emit-workspace >"$into/requirements.txt"
uv run --no-project --with pip --quiet python -m pip download --quiet --disable-pip-version-check \
    --only-binary :all: --require-hashes --requirement "$into/requirements.txt" --dest "$into/wheels"

# Gói của ta: lõi và từng cơ quan.
uv build --quiet --all-packages --wheel --out-dir "$into/ours"
rm -f "$into/ours/.gitignore"

# Những gì đi cùng: cách cài, đơn vị systemd, cấu hình, tài liệu, dữ liệu trung tâm mẫu.
cp infra/wheelhouse/install.sh "$into/"
cp -R infra/systemd infra/caddy infra/pgbouncer infra/postgres docs tenants "$into/"

# Máy nhận kiểm lại từng tệp, vì USB và đĩa cũng sai.
(cd "$into" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
echo "Xong: $into ($(du -sh "$into" | cut -f1), $(find "$into/wheels" "$into/ours" -name '*.whl' | wc -l) gói)."
echo "Chép cả thư mục sang máy chủ rồi chạy: sudo ./install.sh"
