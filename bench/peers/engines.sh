#!/usr/bin/env bash
# Rows of the rules engines for bench/run: what|demanded|measured|verdict
set -euo pipefail
build=$1 seconds=${2:-2}
here=$(cd "$(dirname "$0")/.." && pwd)
export KREISLAUF_BENCH_NPM=${KREISLAUF_BENCH_NPM:-$here/../build/bench_npm}
verdict() { awk -v m="$1" -v l="$2" -v d="$3" 'BEGIN { print (d == "least" ? m >= l : m <= l) ? "met" : "missed" }'; }
out=$("$here/engines.sh" "$build" "$seconds")
factor=$(sed -nE 's/^FEEL:.* ns, ([0-9]+) x; .*/\1/p' <<<"$out")
ours=$(sed -nE 's/^FEEL: ([0-9]+) ns .*/\1/p' <<<"$out")
table=$(sed -nE 's/^decision table.*: ([0-9.]+) us, .*/\1/p' <<<"$out")
script=$(sed -nE 's/^100 conditions.*compressed ([0-9]+).*/\1/p' <<<"$out")
echo "FEEL, 100 mixed expressions, against feelin with parsed expressions|≥ 50 ×|$factor × ($ours ns each)|$(verdict "$factor" 50 least)"
echo "decision table of 1,000 rules × 5 inputs|≤ 20 µs|$table µs|$(verdict "$table" 20 most)"
echo "100 form conditions as JavaScript, compressed|≤ 6 KiB|$script bytes (their runtime, once: see docs/rules.md)|$(verdict "$script" 6144 most)"
