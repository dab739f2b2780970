#!/bin/sh
# Free times: bench/slots.sh BUILD_FOLDER [RUNS]. Ours and npm slot-calculator in one run over the same input, then the busy city.
# npm packages go to $KREISLAUF_BENCH_NPM_SLOTS (default: build/bench_npm_slots), never into the sources.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
npm=${KREISLAUF_BENCH_NPM_SLOTS:-$here/../build/bench_npm_slots}
mkdir -p "$npm"
if [ ! -d "$npm/node_modules/slot-calculator" ]; then
  cp "$here/slots/package.json" "$npm/"
  (cd "$npm" && npm install --no-audit --no-fund --silent)
fi
"$build/slots_bench" input "$npm/input.json"
ours=$("$build/slots_bench" office)
theirs=$(node "$here/slots/peer.mjs" "$npm" "$npm/input.json" "${2:-5}") || { echo "the peer finds other free times: $theirs" >&2; exit 1; }
city=$("$build/slots_bench" city)
echo "$ours $theirs $city" | awk '{
  peer = $7 < $8 ? $7 : $8
  printf "56 days, 8 desks, 6,400 bookings: %.3f ms (fastest; p50 %.3f, p99 %.3f), %d times free\n", $2, $3, $4, $5
  printf "slot-calculator: %.1f ms in one call, %.1f ms in a call for each desk; the same %d times\n", $7, $8, $9
  printf "factor %.0f\n", peer / $2
}'
echo "$city" | awk '{ printf "busy city, earliest 20: p50 %.3f ms, p99 %.3f ms, longest %.3f ms; %d %% booked\n", $2, $3, $4, $5 }'
