#!/usr/bin/env bash
# Fetches a released emulator, holds it against its checksum, starts it, and tells the steps that follow where it is.
set -euo pipefail

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=x86_64-unknown-linux-gnu ;;
  Linux-aarch64) platform=aarch64-unknown-linux-gnu ;;
  *) echo "there is no released emulator for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac
name=trunkline-$VERSION-$platform

cd "$(mktemp -d "${RUNNER_TEMP:-/tmp}/trunkline-XXXXXX")"
curl --fail --silent --show-error --location --retry 3 --remote-name-all "$RELEASES/$name.tar.gz" "$RELEASES/SHA256SUMS"
grep -F "  $name.tar.gz" SHA256SUMS | sha256sum --check --strict --quiet
tar -xzf "$name.tar.gz"

read -ra options <<<"${OPTIONS:-}"
nohup "$name/trunkline-emulator" --listen 127.0.0.1:0 "${options[@]}" >ready.json 2>log &
process=$!
for _ in $(seq 100); do
  if [ -s ready.json ] || ! kill -0 "$process" 2>/dev/null; then break; fi
  sleep 0.1
done
[ -s ready.json ] || { cat log >&2; exit 1; }

member() { sed -n "s|.*\"$1\":\"\([^\"]*\)\".*|\1|p" ready.json; }
{
  echo "TRUNKLINE_FLOWROUTE_URL=$(member flowroute)"
  echo "TRUNKLINE_TROPO_URL=$(member tropo)"
  echo "TRUNKLINE_EMULATOR_URL=$(member admin)"
  echo "TRUNKLINE_EMULATOR_PID=$process"
} >>"$GITHUB_ENV"
