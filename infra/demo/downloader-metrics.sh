#!/usr/bin/env bash
# Shows the downloader's metrics at work: a month of history from the simulator, which refuses every fifth request meanwhile, and what
# each metric counted. For a running system. In mode embedded: infra/demo/downloader-metrics.sh http://127.0.0.1:8080
# The simulator's address is the second argument; KEY is an API key of the role trader, by default that of the data folder.
set -euo pipefail

downloader=${1:-http://127.0.0.1:8082} simulator=${2:-http://127.0.0.1:8090}
root=$(cd "$(dirname "$0")/../.." && pwd)
key=${KEY:-$(sed -n 's/^trader://p' "${TRADING_DATA:-$root/.data}/api-keys")}

# The key stays off the command line, which every user of the machine sees.
call() { curl -sSf --noproxy '*' -K <(printf 'header = "X-Api-Key: %s"\n' "$key") -H 'Content-Type: application/json' "$@"; }
faults() { call -X PUT "$simulator/simulator/faults" -d "$1" >/dev/null; }
metrics() {
  curl -sSf --noproxy '*' "$downloader/metrics" | grep -E '^(http_|retry_|rate_limit_|api_weight_|download)' | grep -v '_bucket{' | sort
}
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"; }

before=$(metrics)
faults '{"http429": 0.2}'
trap "faults '{}'" EXIT

# A month by chance: what is stored already would not be asked for again.
month=$((2018 + RANDOM % 6))-$(printf %02d $((1 + RANDOM % 12)))
job=$(call "$downloader/downloads" -d '{"venue": "simulator", "kind": "bars", "symbols": ["BTCUSDT", "ETHUSDT"], "interval": "1m",
  "source": "rest", "start": "'"$month"'-01", "end": "'"$month"'-28"}' | field id)
echo "Download $job: bars of one minute, $month, two symbols; every fifth request is refused with 429."
state=queued
until [[ $state =~ ^(completed|failed|cancelled)$ ]]; do
  sleep 1
  answer=$(call "$downloader/downloads/$job")
  state=$(field state <<<"$answer")
  echo "  $state, $(field progress <<<"$answer")"
done

echo "What the metrics counted meanwhile (gauges: their value now), from $downloader/metrics:"
awk '
  { value = $NF; series = substr($0, 1, length($0) - length(value) - 1) }
  NR == FNR { old[series] = value; next }
  series ~ /_(total|count|sum)({|$)/ { if (value != old[series]) printf "  %-100s +%.6g\n", series, value - old[series]; next }
  { printf "  %-100s  %.6g\n", series, value }' <(echo "$before") <(metrics)
echo "More: the dashboard 'Downloader and weight' of Grafana, and infra/docs/queries.md."
[ "$state" = completed ]
