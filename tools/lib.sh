# shellcheck shell=bash
# What ./start and ./check share. Each says in one plain sentence what it cannot do, and stops.

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Runs as root, by sudo where we are not. Only for installing.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        stop "Installing $(missing_packages "${wanted_packages[@]}" | tr '\n' ' ')needs root, and there is no sudo here: run this once as root."
    fi
}

packages_for() {     # sections of tools/packages
    local section
    for section in "$@"; do
        awk -v section="$section" '$1 == section { print $2 }' tools/packages
    done
}

# A program that came another way does as well: Node from elsewhere brings its own npm, and refuses to stand beside Debian's.
missing_packages() {
    local name
    for name in "$@"; do
        case $name in
            nodejs) command -v node >/dev/null && continue ;;
            npm)    command -v npm >/dev/null && continue ;;
        esac
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
    done
}

install_packages() { # sections of tools/packages
    local missing
    command -v apt-get >/dev/null || stop "This needs Debian 12 or 13: there is no apt-get here."
    mapfile -t wanted_packages < <(packages_for "$@")
    mapfile -t missing < <(missing_packages "${wanted_packages[@]}")
    [ ${#missing[@]} -gt 0 ] || return 0
    printf 'Installing %d Debian packages: a few minutes, this once.\n' ${#missing[@]}
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 update -qq >"$log" 2>&1 ||
        stop "apt-get update failed: $(tail -n 1 "$log")"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
        stop "apt-get could not install what is missing: $(grep '^E:' "$log" | tail -n 1)"
}

# npm packages make the style sheet and the scripts, and drive the browser in tests; none runs in production.
install_node_packages() {
    [ node_modules/.package-lock.json -nt package-lock.json ] && return 0
    printf 'Installing the npm packages of package-lock.json.\n'
    npm ci --ignore-scripts --no-audit --no-fund >"$log" 2>&1 || stop "npm ci failed: $(grep -i 'err' "$log" | head -n 1)"
    touch node_modules/.package-lock.json
}

# Sets up a folder once, then builds in it: build_in FOLDER TARGET... -- meson options
build_in() {
    local folder=$1 targets=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do targets+=("$1"); shift; done
    [ $# -eq 0 ] || shift
    if [ ! -f "$folder/build.ninja" ]; then
        meson setup "$folder" "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; return 1; }
    fi
    ninja -C "$folder" "${targets[@]}" >"$log" 2>&1 || { grep -A 12 -E 'error:|warning:|FAILED' "$log" | head -n 60 >&2; return 1; }
}

# The ordinary user that servers run as when we are root.
ordinary_user=lyceum

make_ordinary_user() {
    [ "$(id -u)" = 0 ] || return 0
    id "$ordinary_user" >/dev/null 2>&1 ||
        useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin "$ordinary_user"
}

as_ordinary_user() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid="$ordinary_user" --regid="$ordinary_user" --init-groups -- "$@"
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

answers() {          # answers HOST PORT: whether somebody listens there
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}
