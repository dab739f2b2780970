#!/usr/bin/env bash
# Starts a strict S3 server (moto, PyPI, see docs/decisions/0014) with a user and a bucket, and runs a command against it:
#   tests/blobs/s3.sh build/release/platform_tests -sf='*s3_test*'
# It installs itself into build/moto. KREISLAUF_MOTO names another virtual environment that has it.
set -euo pipefail
cd "$(dirname "$0")/../.."
moto=${KREISLAUF_MOTO:-build/moto}
if [ ! -x "$moto/bin/moto_server" ]; then
  if ! { python3 -m venv "$moto" && "$moto/bin/pip" install --quiet --disable-pip-version-check -r tests/blobs/requirements.txt; } >build/moto.log 2>&1; then
    rm -rf "$moto"
    echo "skipped: moto could not be installed (build/moto.log)"
    echo "0 passed, 0 failed"
    exit 0
  fi
fi
port=$("$moto/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# The first three calls are free and make the user; then every signature is checked.
INITIAL_NO_AUTH_ACTION_COUNT=3 "$moto/bin/moto_server" -H 127.0.0.1 -p "$port" >build/moto-server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
export KREISLAUF_TEST_S3=http://127.0.0.1:$port
keys=$(KREISLAUF_PORT=$port "$moto/bin/python" - <<'PYTHON'
import boto3, json, os, socket, time
port = int(os.environ['KREISLAUF_PORT'])
for _ in range(600):
    try:
        socket.create_connection(('127.0.0.1', port), 1).close()
        break
    except OSError:
        time.sleep(0.1)
url = f'http://127.0.0.1:{port}'
iam = boto3.client('iam', endpoint_url=url, region_name='us-east-1', aws_access_key_id='x', aws_secret_access_key='x')
iam.create_user(UserName='kreislauf')
every = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}]}
iam.put_user_policy(UserName='kreislauf', PolicyName='s3', PolicyDocument=json.dumps(every))
key = iam.create_access_key(UserName='kreislauf')['AccessKey']
boto3.client('s3', endpoint_url=url, region_name='us-east-1', aws_access_key_id=key['AccessKeyId'], aws_secret_access_key=key['SecretAccessKey']).create_bucket(Bucket='akte')
print(key['AccessKeyId'], key['SecretAccessKey'])
PYTHON
)
read -r KREISLAUF_S3_KEY_ID KREISLAUF_S3_SECRET <<<"$keys"
export KREISLAUF_S3_KEY_ID KREISLAUF_S3_SECRET
"$@"
