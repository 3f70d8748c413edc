#!/usr/bin/env bash
# `make test` on a machine with nothing but Debian, Python, git and make: a root of its own, made with
# mmdebstrap, and a clone of this repository in it (what is committed; nothing stands beside it).
#
#   sudo tests/clean_machine.sh [command]    what to run in the clone: `make test` if nothing is said
#
# Needs mmdebstrap. ROOT=folder keeps the root in that folder and uses it again; else it is made anew
# and removed. SUITE names another release of Debian. How this machine reaches its package sources
# (apt, pip, certificates) is handed on; its languages, time zone, fonts and files are not.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
suite=${SUITE:-bookworm}
command=${*:-make test}
root=${ROOT:-$(mktemp -d)}
options=$(mktemp)
trap 'rm -f "$options"; [ -n "${ROOT:-}" ] || rm -rf "$root"' EXIT

if [ ! -e "$root/usr/bin/make" ]; then
    apt-config dump Acquire >"$options"
    mmdebstrap --quiet --variant=apt --aptopt="$options" \
        --include=ca-certificates,git,make,python3,python3-venv "$suite" "$root"
fi

cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
cp --dereference /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
{ python3 -m pip config debug 2>/dev/null || true; } | sed -n 's/^ *\(\/.*\), exists: True$/\1/p' |
    while read -r file; do
        mkdir -p "$root$(dirname "$file")"
        cp "$file" "$(dirname "$file")"/*.txt "$root$(dirname "$file")/" 2>/dev/null || true
    done

rm -rf "$root/root/clone"
git clone --quiet --no-local "$here" "$root/root/clone"

# The mounts, and whatever still runs, end with the namespace.
pass=$(env | sed -n 's/^\(PIP_[A-Z_]*\|[a-z]*_proxy\|[A-Z]*_PROXY\)=.*/\1/p')
settings=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin)
for name in $pass; do settings+=("$name=${!name}"); done
export root
unshare --mount --pid --fork bash -euo pipefail -c '
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mount -t tmpfs tmpfs "$root/tmp"
    exec chroot "$root" env -i "$@"
' bash "${settings[@]}" sh -c "cd /root/clone && $command"
