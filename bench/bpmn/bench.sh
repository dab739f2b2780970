#!/bin/sh
# Measures ours against npm bpmn-engine in one run. usage: bench/bpmn/bench.sh BPMN_BENCH_BINARY [seconds]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages=${KREISLAUF_BENCH_NPM:-/tmp/kreislauf-bench-bpmn}
mkdir -p "$packages"
[ -d "$packages/node_modules/bpmn-engine" ] || (cd "$packages" && npm init -y >/dev/null && npm install --no-audit --no-fund bpmn-engine@25.0.1 >/dev/null)
ours=$("$1" "$here/case.bpmn" "${2:-2}")
theirs=$(node "$here/bpmn-engine.mjs" "$packages" "$here/case.bpmn" "${2:-2}")
echo "$ours"
echo "$theirs"
echo "$ours" "$theirs" | awk '{ for (i = 1; i < NF; i++) if ($(i + 1) == "us") { n++; us[n] = $i } } END { printf "factor %.0f (stored and read back: %.0f)\n", us[3] / us[1], us[3] / us[2] }'
