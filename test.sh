#!/usr/bin/env bash
# Builds everything once and runs every test, against real servers. Installs what is missing when it may (root on Debian or Ubuntu).
#   ./test.sh            all tests but those that take minutes or prove the same in another mode
#   ./test.sh --long     these too, one project after the other
# The last line is `N passed, N failed` (`, N skipped` where some were).
# With CI=true a test that misses a server or recorded data fails instead of being skipped.
set -uo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

# Tests start hundreds of processes that live for seconds: they only pay for the profile that makes long ones faster.
export DOTNET_TieredPGO=0
explicit=()
for argument in "$@"; do
  case "$argument" in
    --long) export TRADING_LONG=1; explicit=(-explicit on) ;;
    *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
  esac
done

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
started=$SECONDS
step() { printf '\n== %s (at %d s)\n' "$1" "$((SECONDS - started))"; }
fail() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

# Beside the build, which waits for the processor where this waits for the network. Another process may hold the locks of apt.
servers() {
  infra/servers/install.sh || return
  command -v chromium >/dev/null ||
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends chromium ||
    echo "No chromium: browser tests are skipped."
  command -v python3 >/dev/null ||
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends python3 ||
    echo "No python3: the backtests of an independent program are skipped."
}
step "Servers and build"
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  servers >"$results/install.log" 2>&1 &
else
  echo "Not root on Debian or Ubuntu: tests of missing servers are skipped (infra/servers/install.sh installs them)."
  true &
fi
installing=$!
dotnet build Trading.sln -nologo -v quiet -p:UseSharedCompilation=true
built=$?
wait "$installing" || { tail -n 20 "$results/install.log"; fail "infra/servers/install.sh failed"; }
[ "$built" -eq 0 ] || fail "The build failed."

# Two lanes on two processors, because most tests wait: for processes, servers or the clock. What starts whole systems has a lane of its
# own, one project after the other: two at a time would be late together. Where both lanes want the processor, it has it. Its lane goes on
# with the others when it is through. A long run measures minutes of memory and load: each project has the machine for itself.
heavy=(System Downloader Console Observability AppHost)
light=(MarketData OrderExecution ExchangeSimulator AllInOne ServiceDefaults)
lanes=2
[ "${TRADING_LONG:-}" = 1 ] || [ "$(nproc)" -eq 1 ] && lanes=1
projects() {
  printf '%s.Tests\n' "$@"
  for project in tests/*.Tests/; do basename "$project"; done
}

# One project: what it says is printed whole when it ends; its numbers are kept for the sum.
run() {
  local name=$1 at=$SECONDS assembly code=1 summary total=0 errors=0 failures=0 skips=0 left=0 patient=(nice -n 5)
  [[ " ${heavy[*]} " == *" ${name%.Tests} "* ]] && patient=()
  assembly=$(find "tests/$name" -path "*/bin/Debug/*" -name "Trading.$name.dll" -print -quit)
  if [ -n "$assembly" ]; then
    "${patient[@]}" dotnet "$assembly" -noColor -noLogo "${explicit[@]}" -xml "$results/$name.xml" >"$results/$name.log" 2>&1
    code=$?
  else
    echo "$name was not built." >"$results/$name.log"
  fi

  summary=$(grep -aoE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$results/$name.log" | tail -n 1)
  read -r total errors failures skips left < <(grep -oE '[0-9]+' <<<"${summary:-0 0 0 0 0}" | tr '\n' ' ')
  total=$((total - left))
  if [ -z "$summary" ] && ! grep -aq 'Total: 0' "$results/$name.log"; then
    echo "$name ended with code $code before it said what it did." >>"$results/$name.log"
    errors=1
  elif [ "$code" -ne 0 ] && [ "$((errors + failures))" -eq 0 ] && [ "$total" -gt 0 ]; then
    errors=1
  fi
  echo "$((total - failures - skips)) $((failures + errors)) $skips" >"$results/$name.count"
  {
    flock 9
    step "$name took $((SECONDS - at)) s"
    grep -avE '^[{]|^ *(Discover|Start|Finish)(ing|ed):' "$results/$name.log" | tail -n 60
  } 9>"$results/printing.lock"
}

# A lane that creates a project's folder runs that project.
lane() {
  for name in "$@"; do
    if mkdir "$results/$name" 2>/dev/null; then
      run "$name"
    fi
  done
}

step "Tests, $lanes at a time"
passed=0 failed=0 skipped=0
order=$(projects "${heavy[@]}" "${light[@]}" | awk '!seen[$0]++')
lane $order &
if [ "$lanes" -eq 2 ]; then
  lane $(tail -n "+$((${#heavy[@]} + 1))" <<<"$order") &
fi
wait
for name in $order; do
  read -r one two three <"$results/$name.count" || one=0 two=1 three=0
  passed=$((passed + one)) failed=$((failed + two)) skipped=$((skipped + three))
done

if [ "$skipped" -gt 0 ]; then
  step "Skipped: tests by project and reason"
  grep -aHE '^Skipped: ' "$results"/*.Tests.log | sed -E 's|^.*/([^/]*)\.log:Skipped: |\1: |' | sort | uniq -c
fi

# What failed stands next to the verdict, so that whoever sees only the end of a log knows what to look at.
if [ "$failed" -gt 0 ]; then
  step "Failed"
  grep -ahv '^{' "$results"/*.Tests.log | awk '/\[FAIL\]$/ { left = 30 } /^[^ ]/ { left = 0 } left-- > 0'
fi

step "Done"
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
