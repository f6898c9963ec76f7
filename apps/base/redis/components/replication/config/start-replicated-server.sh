#!/bin/sh
# Asks Sentinel who the primary is, then starts Redis as it or as its replica. No sentinel, no start: a node that
# guesses may offer old data as the truth.
set -eu
umask 077
# shellcheck source=nodes.sh
. /etc/redis/nodes.sh
# shellcheck source=../../../config/password.sh
. /etc/redis/password.sh
export REDISCLI_AUTH="$password"

until me=$(address_of "redis-node-${POD_NAME##*-}") && primary=$(primary_address); do
  echo "start: waiting for DNS and Sentinel" >&2
  sleep 1
done
unset REDISCLI_AUTH
echo "start: I am $me, the primary is $primary"

{
  printf 'replica-announce-ip %s\n' "$me"
  if [ "$primary" != "$me" ]; then
    printf 'replicaof %s 6379\n' "$primary"
  fi
} >/run/redis/role.conf

exec sh /etc/redis/start-server.sh /etc/redis/replication.conf /run/redis/role.conf
