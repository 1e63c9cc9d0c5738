#!/bin/sh
# The real servers and the browser that the tests start. Installed once, from Debian, when they are missing.
set -eu
need=""
add() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || need="$need $2"; }
add php8.2 "php8.2-cli php8.2-sqlite3 php8.2-mysql php8.2-xml php8.2-mbstring php8.2-gd php8.2-curl php8.2-zip"
add mariadbd "mariadb-server"
add apache2 "apache2-bin"
add php-fpm8.2 "php8.2-fpm"
add nginx "nginx-light"
add chromium "chromium fonts-noto-cjk"
add npm "npm"
add testssl "testssl.sh"
add unzip "unzip"
[ -x /usr/lib/postgresql/15/bin/postgres ] || need="$need postgresql-15"
add openssl "openssl"
add pebble "pebble"
add systemd-analyze "systemd"
add restic "restic"
add rclone "rclone"
add sshd "openssh-server openssh-client"
add zstd "zstd"
add bwrap "bubblewrap"
add ip "iproute2"
add unshare "util-linux"
add pngquant "pngquant"
add zip "zip"
add 7zz "7zip"
add bsdtar "libarchive-tools"
add pdftotext "poppler-utils"
add zbarimg "zbar-tools"
add dovecot "dovecot-imapd"
[ -d /usr/share/roundcube ] || need="$need roundcube-core roundcube-sqlite3"
[ -d /usr/share/wordpress ] || need="$need wordpress"
[ -z "$need" ] && exit 0
echo "installing:$need" >&2
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1  # no package starts a service of its own
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $need >/dev/null
