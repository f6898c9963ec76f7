#!/bin/sh
# Before a pod stops on purpose (rolling update, drained node): if it is the primary, hand over without losing an
# acknowledged write. Writers wait, meanwhile the replicas get the rest of the stream and Sentinel promotes one.
# If this fails, the node stops anyway and Sentinel fails over as after a crash.
set -eu
# shellcheck source=nodes.sh
. /etc/redis/nodes.sh
# shellcheck source=../../../config/password.sh
. /etc/redis/password.sh
export REDISCLI_AUTH="$password"

here() {
  timeout 2 redis-cli -e -h 127.0.0.1 "$@"
}

case $(here role) in
  master*) ;;
  *) exit 0 ;;
esac
me=$(address_of "redis-node-${POD_NAME##*-}")

here client pause 20000 write
trap 'here client unpause' EXIT
ask_sentinel failover redis

tries=0
while [ "$tries" -lt 75 ]; do
  primary=$(primary_address) || primary=$me
  if [ "$primary" != "$me" ]; then
    # Before the writers may go on, so that this node refuses them instead of taking what nobody keeps.
    here replicaof "$primary" 6379
    exit 0
  fi
  tries=$((tries + 1))
  sleep 0.2
done
echo "hand-over: no replica was promoted in time" >&2
exit 1
