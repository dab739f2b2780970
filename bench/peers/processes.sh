#!/usr/bin/env bash
# Row of the process engine for bench/run: what|demanded|measured|verdict
set -euo pipefail
build=$1 seconds=${2:-2}
here=$(cd "$(dirname "$0")/.." && pwd)
export KREISLAUF_BENCH_NPM=${KREISLAUF_BENCH_NPM:-$here/../build/bench_npm_bpmn}
out=$("$here/bpmn/bench.sh" "$build/bpmn_bench" "$seconds")
factor=$(sed -nE 's/^factor ([0-9]+) .*/\1/p' <<<"$out")
stored=$(sed -nE 's/^factor .*read back: ([0-9]+)\)/\1/p' <<<"$out")
echo "case with two user tasks and a gateway, against npm bpmn-engine|≥ 200 ×|$factor × ($stored × when stored and read back at every task)|$([ "$factor" -ge 200 ] && echo met || echo missed)"
