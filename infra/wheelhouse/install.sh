#!/usr/bin/env bash
# Cài hoặc nâng cấp Một Cửa từ thư mục này, không cần Internet. Chạy lại được.
#
#     sudo ./install.sh                       # vào /opt/motcua, tạo tài khoản motcua và đơn vị systemd
#     ./install.sh --venv-only THƯ_MỤC        # chỉ môi trường Python, không cần quyền quản trị
#
# Bản cũ được giữ ở venv.truoc: quay lại bằng cách đổi tên hai thư mục rồi khởi động lại dịch vụ.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root=/opt/motcua
venv_only=

if [ "${1:-}" = --venv-only ]; then
    venv_only=1
    root="${2:?thiếu thư mục}"
elif [ "$(id -u)" -ne 0 ]; then
    echo "Cần quyền quản trị: sudo ./install.sh (hoặc --venv-only THƯ_MỤC)." >&2
    exit 1
fi

echo "Kiểm tra từng tệp…"
(cd "$here" && sha256sum --quiet --check SHA256SUMS) || { echo "Bản chép bị hỏng: chép lại cả thư mục." >&2; exit 1; }

python="${PYTHON:-python3}"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên." >&2; exit 1; }

# Dựng bên cạnh rồi mới thay: cài dở thì bản đang chạy vẫn nguyên.
mkdir -p "$root"
rm -rf "$root/venv.moi"
"$python" -m venv "$root/venv.moi" || { echo "Thiếu gói python3-venv của hệ điều hành." >&2; exit 1; }
pip() { "$root/venv.moi/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
# --no-index: không hỏi mạng; --require-hashes: đúng từng byte đã khóa.
pip install --no-index --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"
pip install --no-index --no-deps "$here"/ours/*.whl
"$root/venv.moi/bin/python" -m pip check

# Môi trường ghi đường dẫn của nó trong bin/: dựng tên mới xong phải ghi lại tên thật.
grep -lrI "$root/venv.moi" "$root/venv.moi/bin" "$root/venv.moi/pyvenv.cfg" | xargs -r sed -i "s#$root/venv.moi#$root/venv#g"
rm -rf "$root/venv.truoc"
if [ -d "$root/venv" ]; then mv "$root/venv" "$root/venv.truoc"; fi
mv "$root/venv.moi" "$root/venv"
"$root/venv/bin/motcua" --version

if [ -n "$venv_only" ]; then exit 0; fi

id motcua >/dev/null 2>&1 || useradd --system --home-dir /var/lib/motcua --shell /usr/sbin/nologin motcua
install -d -m 755 /etc/motcua
[ -e /etc/motcua/tenants ] || cp -R "$here/tenants" /etc/motcua/tenants
[ -e /etc/motcua/motcua.env ] || install -m 640 -g motcua "$here/systemd/motcua.env.example" /etc/motcua/motcua.env
install -d -m 700 -o motcua -g motcua /var/lib/motcua /var/backups/motcua
install -m 644 "$here"/systemd/*.service "$here"/systemd/*.timer /etc/systemd/system/
install -m 755 "$here/systemd/motcua" /usr/local/bin/motcua
cp -R "$here/docs" "$root/"
systemctl daemon-reload
echo "Xong. Sửa /etc/motcua/motcua.env và /etc/motcua/tenants, rồi:"
echo "  systemctl enable --now motcua motcua-backup.timer && motcua doctor"
echo "Nâng cấp từ bản trước: motcua upgrade, rồi systemctl restart motcua."
