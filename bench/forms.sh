#!/bin/sh
# Whole submissions checked on the server: bench/forms.sh BUILD_FOLDER [SECONDS]. Ours and npm @formio/core in one run, over equal forms.
# npm packages go to $KREISLAUF_BENCH_NPM_FORMS (default: build/bench_npm_forms), never into the sources.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
seconds=${2:-2}
npm=${KREISLAUF_BENCH_NPM_FORMS:-$here/../build/bench_npm_forms}
mkdir -p "$npm"
if [ ! -d "$npm/node_modules/@formio/core" ]; then
  cp "$here/forms/package.json" "$npm/"
  (cd "$npm" && npm install --no-audit --no-fund --silent)
fi
ours=$("$build/forms_bench" "$seconds")
theirs=$(node "$here/forms/peer.mjs" "$npm" "$seconds")
node -e '
  const read = text => text.trim().split("\n").map(line => JSON.parse(line));
  const theirs = read(process.argv[2]);
  read(process.argv[1]).forEach((ours, at) => {
    const peer = theirs[at];
    if (ours.kept !== peer.kept || ours.faults !== peer.faults) { console.error(`the peer keeps ${peer.kept} answers with ${peer.faults} faults, we keep ${ours.kept} with ${ours.faults}`); process.exit(1); }
    console.log(`${ours.questions} questions: ${(ours.json_us / 1000).toFixed(3)} ms from JSON (rules alone ${(ours.rules_us / 1000).toFixed(3)}), ` +
      `${(ours.pages_us / 1000).toFixed(3)} ms from pages; @formio/core ${(peer.json_us / 1000).toFixed(2)} ms; factor ${(peer.json_us / ours.json_us).toFixed(0)}, from pages ${(peer.json_us / ours.pages_us).toFixed(0)}`);
  });
' "$ours" "$theirs"
