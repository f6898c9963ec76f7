#!/bin/sh
# Starts Redis with redis.conf, the configuration files named as arguments, and what Git does not say: the
# password, and a memory limit that follows the container's. Only builtins see the password, so it is on no
# command line.
set -eu
umask 077
# shellcheck source=password.sh
. /etc/redis/password.sh

# The other 40 % of the container: pages copied while the append-only file is rewritten, buffers of clients and
# replicas, fragmentation.
maxmemory=$((MEMORY_LIMIT_BYTES * 60 / 100))

{
  for file in /etc/redis/redis.conf "$@"; do
    printf 'include %s\n' "$file"
  done
  printf 'requirepass %s\n' "$password"
  printf 'masterauth %s\n' "$password"
  printf 'maxmemory %s\n' "$maxmemory"
} >/run/redis/server.conf

exec redis-server /run/redis/server.conf
