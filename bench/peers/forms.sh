#!/usr/bin/env bash
# Rows of checked forms for bench/run: what|demanded|measured|verdict
set -euo pipefail
build=$1
here=$(cd "$(dirname "$0")/.." && pwd)
verdict() { awk -v m="$1" -v l="$2" -v d="$3" 'BEGIN { print (d == "least" ? m >= l : m <= l) ? "met" : "missed" }'; }
out=$("$here/forms.sh" "$build" "${2:-2}")
value() { sed -nE "s/^$1 questions: $2.*/\1/p" <<<"$out"; }
json=$(value 100 '([0-9.]+) ms from JSON') pages=$(value 100 '.*, ([0-9.]+) ms from pages') factor=$(value 100 '.*; factor ([0-9]+),')
from_pages=$(value 100 '.*from pages ([0-9]+)') large=$(value 700 '([0-9.]+) ms from JSON') large_pages=$(value 700 '.*, ([0-9.]+) ms from pages') large_factor=$(value 700 '.*; factor ([0-9]+),')
echo "submission of 100 questions with 40 conditions and checks, read from JSON and checked, CPU|≤ 0.3 ms|$json ms|$(verdict "$json" 0.3 most)"
echo "the same against @formio/core|≥ 50 ×|$factor ×|$(verdict "$factor" 50 least)"
echo "the same, read from the ten pages of a browser|≤ 0.3 ms|$pages ms; $from_pages × against their JSON|$(verdict "$pages" 0.3 most)"
echo "submission of 700 questions with 280 conditions and checks, from JSON|≤ 2 ms|$large ms; $large_factor × against @formio/core|$(verdict "$large" 2 most)"
echo "the same, read from 70 pages|≤ 2 ms|$large_pages ms|$(verdict "$large_pages" 2 most)"
