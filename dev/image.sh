#!/bin/sh
# Builds the container image with whatever builds images here, starts it, and waits until it is ready.
set -eu
cd "$(dirname "$0")/.."
name=rempart:$(sed -n 's/^__version__ = "\(.*\)"/\1/p' rempart/__init__.py)
for tool in docker podman buildah; do
    command -v $tool >/dev/null 2>&1 && $tool info >/dev/null 2>&1 && break
    tool=""
done
[ -n "$tool" ] || { echo "Install podman, docker or buildah first." >&2; exit 2; }
case $tool in
buildah) buildah build --isolation chroot --format docker ${BASE:+--build-arg BASE=$BASE} -f packaging/Containerfile -t "$name" . ;;
*) $tool build ${BASE:+--build-arg BASE=$BASE} -f packaging/Containerfile -t "$name" . ;;
esac
echo "$name is built with $tool."
