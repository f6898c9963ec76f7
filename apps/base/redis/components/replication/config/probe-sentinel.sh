#!/bin/sh
# alive: Sentinel answers. ready: enough sentinels see each other to fail over, so a rolling update never takes
# the quorum away, and a lost quorum shows as pods that are not ready.
set -eu
# shellcheck source=../../../config/password.sh
. /etc/redis/password.sh
export REDISCLI_AUTH="$password"

case $1 in
  alive) test -n "$(redis-cli -h 127.0.0.1 -p 26379 ping)" ;;
  ready) redis-cli -e -h 127.0.0.1 -p 26379 sentinel ckquorum redis ;;
esac
