#!/bin/sh
# Who there is, and how to ask Sentinel. Sourced by the scripts beside it.
# shellcheck disable=SC2034 # start-sentinel.sh uses it.
NODES="redis-node-0 redis-node-1 redis-node-2"
SENTINELS="redis-sentinel-0.redis-sentinel redis-sentinel-1.redis-sentinel redis-sentinel-2.redis-sentinel"

# Both flavours of the official image have it. Without it "DNS does not know the name" would be said for ever.
command -v getent >/dev/null || {
  echo "the image has no getent: no way to ask DNS for the other nodes" >&2
  exit 1
}

# address_of NAME prints the address; fails while DNS does not know the name.
address_of() {
  getent hosts "$1" | {
    read -r address _ && printf '%s\n' "$address"
  }
}

# ask_sentinel COMMAND... prints the reply of the first sentinel that answers; fails if none does.
# Wants the password in REDISCLI_AUTH.
ask_sentinel() {
  for name in $SENTINELS; do
    if sentinel=$(address_of "$name") && timeout 2 redis-cli -e -h "$sentinel" -p 26379 sentinel "$@"; then
      return 0
    fi
  done
  return 1
}

# primary_address prints the address of the node that Sentinel holds for the primary.
primary_address() {
  reply=$(ask_sentinel get-master-addr-by-name redis) || return 1
  printf '%s\n' "${reply%%
*}"
}
