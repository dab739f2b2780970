#!/usr/bin/env bash
# Starts a PostgreSQL 15 server of the tests' own on loopback, calls the command given with KREISLAUF_TEST_POSTGRES set,
# and stops the server by its own process id.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/15/bin 2>/dev/null) || { echo "PostgreSQL 15 is not installed"; exit 1; }
folder=$(mktemp -d /tmp/kreislauf-pg-XXXXXX)
port=$((20000 + RANDOM % 20000))
as=()
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL does not run as root
  chown postgres "$folder"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
"${as[@]}" "$bin/initdb" -D "$folder/data" -U kreislauf -A trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" \
  -c fsync="${POSTGRES_FSYNC:-off}" -c max_connections=200 >"$folder/log" 2>&1 &
server=$!
trap 'kill -INT $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 100); do "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && break; sleep 0.1; done
export KREISLAUF_TEST_POSTGRES="postgresql://kreislauf@127.0.0.1:$port"
"$@"
