#!/bin/sh
# FEEL and DMN figures: bench/engines.sh BUILD_FOLDER [SECONDS]
# npm packages go to $KREISLAUF_BENCH_NPM (default: a folder under the build folder), never into the sources.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
seconds=${2:-2}
npm=${KREISLAUF_BENCH_NPM:-$build/bench_npm}
mkdir -p "$npm"
if [ ! -d "$npm/node_modules/feelin" ]; then
  cp "$here/engines/package.json" "$npm/"
  (cd "$npm" && npm install --no-audit --no-fund --silent)
fi
ours=$("$build/engines_bench" "$here/feel" "$seconds")
theirs=$(node "$here/feel/feelin.mjs" "$npm" "$here/feel" "$seconds")
printf '%s\n%s\n' "$ours" "$theirs"
node -e '
  const [ours, table, theirs] = process.argv[1].split("\n").concat(process.argv[2]).map(line => JSON.parse(line));
  console.log(`FEEL: ${ours.compiled_ns.toFixed(0)} ns an expression; feelin parsed ${theirs.parsed_ns.toFixed(0)} ns, ` +
    `${(theirs.parsed_ns / ours.compiled_ns).toFixed(0)} x; feelin as published ${(theirs.public_ns / ours.compiled_ns).toFixed(0)} x`);
  console.log(`decision table 1,000 x 5: ${table.decide_us.toFixed(2)} us, with explanation ${table.explained_us.toFixed(2)} us`);
' "$ours" "$theirs"
gzip_size() { gzip -9 -c "$@" | wc -c; }
"$build/engines_check" javascript "$here/feel/conditions.json" "$here/feel/fields.json" > "$build/conditions.mjs"
echo "100 conditions as JavaScript: $(wc -c < "$build/conditions.mjs") bytes, compressed $(gzip_size "$build/conditions.mjs")"
runtime="$here/../src/engines/feel/javascript"
esbuild=$here/../web/node_modules/.bin/esbuild
if [ ! -x "$esbuild" ]; then
  echo "the size of their runtime needs esbuild: npm ci in web/"
  exit 0
fi
for module in runtime functions; do
  "$esbuild" "$runtime/$module.js" --bundle --minify --format=esm --target=es2022 --log-level=error --outfile="$build/$module.min.js"
done
echo "their runtime, loaded once for all forms: $(wc -c < "$build/runtime.min.js") bytes, compressed $(gzip_size "$build/runtime.min.js");" \
  "with the rarer functions $(wc -c < "$build/functions.min.js"), compressed $(gzip_size "$build/functions.min.js")"
