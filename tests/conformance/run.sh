#!/usr/bin/env bash
# Verifiers made by others judge the documents of a running example site. README.md tells the rest.
#
#   bash tests/conformance/run.sh
#
# COFL_PYTHON             a Python with wagtail_cofl[demo,test] (default .venv/bin/python)
# COFL_CONFORMANCE_CACHE  where the verifiers are installed (default tests/conformance/.cache)
# COFL_STANDARDS          the folder with the standards' own contexts/ and schemas/
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

python=${COFL_PYTHON:-$root/.venv/bin/python}
cache=${COFL_CONFORMANCE_CACHE:-$here/.cache}
standards=${COFL_STANDARDS:-${COFL_REAL_DATA:-$root/../shared/data}/../standards}

die() { echo "conformance: $*" >&2; exit 2; }
for tool in flock node npm sha256sum; do
    command -v "$tool" >/dev/null || die "$tool is needed"
done
"$python" -c 'import wagtail' 2>/dev/null || die "$python has no Wagtail; set COFL_PYTHON"

with_standards=1
if [ ! -d "$standards/schemas/ob_v3p0" ] || [ ! -d "$standards/schemas/clr_v2p0" ] ||
    [ ! -d "$standards/contexts" ]; then
    with_standards=
    echo "conformance: the standards' schemas and contexts are not at $standards." >&2
    echo "Six of the twelve judges cannot sit without them. Set COFL_STANDARDS." >&2
    [ -z "${CI:-}" ] || die "nothing may be left out under CI"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/cofl-conformance.XXXXXX")
server=
finish() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    rm -rf "$work"
}
trap finish EXIT

# --- the judges' environments, each made once and again when its list changes --------------------

fresh() { # stamp, list…: true where the stamp is of these very lists
    [ "$(cat "$1" 2>/dev/null)" = "$(cat "${@:2}" | sha256sum)" ]
}

python_environment() { # name, pip's arguments…
    local home=$cache/$1 list=$here/$1.txt
    fresh "$home/.of" "$list" && return
    rm -rf "$home"
    "$python" -m venv "$home"
    "$home/bin/python" -m pip install -qq "${@:2}" -r "$list"
    sha256sum <"$list" >"$home/.of"
}

node_environment() {
    local home=$cache/npm
    mkdir -p "$home"
    if ! fresh "$home/.of" "$here/package.json"; then
        rm -rf "$home/node_modules" "$home/.of"
        cp "$here/package.json" "$home/"
        (cd "$home" && npm install --no-package-lock --no-audit --no-fund --loglevel=error)
        sha256sum <"$here/package.json" >"$home/.of"
    fi
    cp "$here"/*.mjs "$home/" # a module finds its packages beside itself
}

mkdir -p "$cache"
(
    flock 9
    python_environment openbadges-core --no-deps
    python_environment schema
    python_environment strangers
    node_environment
) 9>"$cache/.lock"

# --- the site under test -------------------------------------------------------------------------

port=$("$python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
export COFL_ADDRESS=http://localhost:$port COFL_DATA_DIR=$work/site COFL_DB=sqlite
export DJANGO_SETTINGS_MODULE=config.settings
mkdir "$COFL_DATA_DIR" "$work/exhibits"
manage() { (cd "$root/example_site" && "$python" -W ignore manage.py "$@"); }
manage migrate --verbosity 0
manage load_demo_city >"$work/city.log" || { cat "$work/city.log" >&2; exit 1; }

issued() { # badge, e-mail address: UUID=EMAIL
    echo "$(manage cofl_issue --badge "$1" --email "$2" | tail -n 1)=$2"
}
awards=("$(issued sound-recordist a@example.org)")
awards+=("$(issued first-website Ada.Lovelace@Example.org)")
export COFL_MORE=$work/more.json
manage shell <"$here/issue_more.py" >"$work/more.log" 2>&1 || { cat "$work/more.log" >&2; exit 1; }
[ -e "$COFL_MORE" ] || { cat "$work/more.log" >&2; exit 1; }

(cd "$root/example_site" && exec "$python" -W ignore manage.py runserver --noreload "127.0.0.1:$port") \
    >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 120); do
    kill -0 "$server" 2>/dev/null || break
    "$python" -c "import urllib.request as u; u.urlopen('$COFL_ADDRESS/', timeout=5)" 2>/dev/null && up=1 && break
    sleep 0.5
done
[ -n "${up:-}" ] || { cat "$work/server.log" >&2; die "the site does not answer"; }

(cd "$root" && PYTHONPATH=$root "$python" "$here/exhibits.py" "$COFL_ADDRESS" "$work/exhibits" \
    "$COFL_MORE" "${awards[@]}")
exhibits=$work/exhibits/exhibits.json

# --- judging -------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0
judge() { # name, command…
    local log=$work/$1.log code=0 good bad plan
    echo "--- $1"
    "${@:2}" 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
    good=$(grep -c '^ok ' "$log" || true)
    bad=$(grep -c '^not ok ' "$log" || true)
    plan=$(sed -n 's/^1\.\.//p' "$log")
    if [ "$plan" != $((good + bad)) ] || { [ "$code" != 0 ] && [ "$bad" = 0 ]; }; then
        echo "not ok $1 ended before its plan, with exit code $code"
        bad=$((bad + 1))
    fi
    passed=$((passed + good)) failed=$((failed + bad))
}

judge http "$python" "$here/judge_http.py" "$exhibits"
judge digitalbazaar-vc node "$cache/npm/judge_di.mjs" "$exhibits"
(cd "$root" && PYTHONPATH=$root "$python" "$here/make_many.py" "$work/many.json")
judge digitalbazaar-many node "$cache/npm/judge_many.mjs" "$work/many.json"
judge jose node "$cache/npm/judge_jose.mjs" "$exhibits"
strangers=$cache/strangers/bin/python
judge openbadgeslib "$strangers" "$here/judge_openbadgeslib.py" "$exhibits"
if [ -n "$with_standards" ]; then
    judge verifier-core node "$cache/npm/judge_dcc.mjs" "$exhibits" "$standards/schemas/ob_v3p0"
    judge jsonschema "$cache/schema/bin/python" "$here/judge_schema.py" "$exhibits" \
        "$standards/schemas/ob_v3p0"
    (cd "$root" && PYTHONPATH=$root "$python" "$here/make_documents.py" "$work/documents.json")
    judge jsonschema-documents "$cache/schema/bin/python" "$here/judge_documents.py" \
        "$work/documents.json" "$standards/schemas"
    judge openbadges "$cache/openbadges-core/bin/python" "$here/judge_ob2.py" "$exhibits" \
        "$standards/contexts"
    judge openbadges-signed "$cache/openbadges-core/bin/python" "$here/judge_ob2_signed.py" \
        "$exhibits" "$standards/contexts"
    judge openvc-core "$strangers" "$here/judge_openvc.py" "$exhibits" "$standards/contexts"
    "$strangers" "$here/issue_openvc.py" "$work/theirs" "$standards/contexts"
else
    skipped=6
fi

# --- the other way round -------------------------------------------------------------------------

"$strangers" "$here/issue_openbadgeslib.py" "$work/theirs"
node "$cache/npm/issue_di.mjs" "$work/theirs"
node "$cache/npm/issue_dcc.mjs" "$work/theirs"
judge ours env PYTHONPATH="$root" "$python" "$here/judge_ours.py" "$work/theirs"

if grep -q 'Traceback' "$work/server.log"; then
    echo "not ok the site broke while it was judged"
    cat "$work/server.log"
    failed=$((failed + 1))
fi
[ "$skipped" = 0 ] || echo "conformance: $skipped judges did not sit: no standards at $standards"
echo "conformance: $passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ]
