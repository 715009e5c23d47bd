# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/run and samples/demo: the packages and the build, in one place.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# Installs what .ci/packages lists and this machine lacks; silent when nothing is missing.
install_packages() {
    local wanted present missing as_root=()
    wanted=$(sed 's/#.*//' "$root/.ci/packages" | awk 'NF { print $1 }' | sort -u)
    present=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u)
    missing=$(comm -23 <(echo "$wanted") <(echo "$present"))
    [[ -n $missing ]] || return 0

    say "Installing:" $missing
    if [[ $(id -u) -ne 0 ]]; then
        command -v sudo >/dev/null || { say "Not root and no sudo: ask an administrator to install the packages above."; return 1; }
        as_root=(sudo)
    fi
    # An index fetched long ago names files that no mirror holds any more: fetch it before installing.
    "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update >&2
    # shellcheck disable=SC2086 # one word a package
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends $missing >&2 </dev/null
}

# build DIRECTORY [TARGET...] [-- CMAKE-OPTION...]: configures with Ninja (and ccache, which CMakeLists.txt looks for
# itself) and builds. Ninja does only what changed.
build() {
    local directory=$1 targets=()
    shift
    while [[ $# -gt 0 && $1 != -- ]]; do targets+=("$1"); shift; done
    [[ $# -eq 0 ]] || shift
    cmake -S "$root" -B "$directory" -G Ninja --log-level=WARNING "$@" >&2 || return
    cmake --build "$directory" ${targets:+--target "${targets[@]}"} >&2
}
