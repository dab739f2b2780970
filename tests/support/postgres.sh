#!/usr/bin/env bash
# Starts a PostgreSQL 15 server of the tests' own on loopback, calls the command given with KREISLAUF_TEST_POSTGRES set,
# and stops the server by its own process id. POSTGRES_STATEMENTS=FILE keeps there what it was sent (tools/citus.mjs --log FILE).
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/15/bin 2>/dev/null) || { echo "PostgreSQL 15 is not installed"; exit 1; }
# Where nothing has to survive, in memory: most of a test's time on PostgreSQL goes into making and removing files.
place=/tmp
if [ "${POSTGRES_FSYNC:-off}" = off ] && [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -1)" -gt 4000000 ]; then place=/dev/shm; fi
folder=$(mktemp -d "$place/kreislauf-pg-XXXXXX")
as=()
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL does not run as root
  chown postgres "$folder"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
"${as[@]}" "$bin/initdb" -D "$folder/data" -U kreislauf -A trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
server=
statements=()
[ -z "${POSTGRES_STATEMENTS:-}" ] || statements=(-c log_statement=all -c log_parameter_max_length=0 -c log_min_messages=log -c log_line_prefix=)
end() {
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
  [ -z "${POSTGRES_STATEMENTS:-}" ] || cp "$folder/log" "$POSTGRES_STATEMENTS"
  rm -rf "$folder"
}
trap end EXIT
for _ in 1 2 3 4 5 6 7 8; do # a port may belong to somebody else: then the server ends, and another port is tried
  port=$((10000 + RANDOM % 20000)) # below those that the system gives away
  "${as[@]}" "$bin/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" \
    -c fsync="${POSTGRES_FSYNC:-off}" -c max_connections=200 "${statements[@]}" >"$folder/log" 2>&1 &
  server=$!
  for _ in $(seq 1200); do
    kill -0 "$server" 2>/dev/null || { server=; break; }
    "$bin/pg_isready" -q -h "$folder" -p "$port" && break 2 # its own socket: a server of somebody else does not answer there
    sleep 0.1
  done
  [ -z "$server" ] || { kill -INT "$server"; wait "$server"; server=; }
done
[ -n "$server" ] || { echo "PostgreSQL does not start:"; cat "$folder/log"; exit 1; }
(umask 077 && printf '1 %s\n' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$folder/kreislauf.keys") # all servers of a store share them
export KREISLAUF_KEY_FILE=$folder/kreislauf.keys
export KREISLAUF_TEST_POSTGRES_PID=$server
export KREISLAUF_TEST_POSTGRES="postgresql://kreislauf@127.0.0.1:$port"
"$@"
