#!/usr/bin/env bash
# Rows of free times for bench/run: what|demanded|measured|verdict
set -euo pipefail
build=$1
here=$(cd "$(dirname "$0")/.." && pwd)
verdict() { awk -v m="$1" -v l="$2" -v d="$3" 'BEGIN { print (d == "least" ? m >= l : m <= l) ? "met" : "missed" }'; }
out=$("$here/slots.sh" "$build" 5)
ours=$(sed -nE 's/^56 days.*p50 ([0-9.]+), p99.*/\1/p' <<<"$out")
factor=$(sed -nE 's/^factor ([0-9]+)/\1/p' <<<"$out")
city=$(sed -nE 's/^busy city.*p99 ([0-9.]+) ms, longest.*/\1/p' <<<"$out")
echo "free times of 56 days × 8 desks with 6,400 bookings, from cold|≤ 0.5 ms|$ours ms|$(verdict "$ours" 0.5 most)"
echo "the same against slot-calculator|≥ 500 ×|$factor ×|$(verdict "$factor" 500 least)"
echo "earliest 20 times over 20 offices, 80 desks, 70 % booked, p99|≤ 3 ms|$city ms|$(verdict "$city" 3 most)"
