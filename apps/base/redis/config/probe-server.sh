#!/bin/sh
# alive: Redis answers something, be it that it is busy or loading; only one that hangs is restarted.
# ready: it has read its data and, if it is a replica, follows its primary. A rolling update waits for that.
set -eu
# shellcheck source=password.sh
. /etc/redis/password.sh
export REDISCLI_AUTH="$password"

case $1 in
  alive)
    test -n "$(redis-cli -h 127.0.0.1 ping)"
    ;;
  ready)
    info=$(redis-cli -h 127.0.0.1 info persistence replication)
    case $info in *loading:0*) ;; *) exit 1 ;; esac
    case $info in *role:master* | *master_link_status:up*) ;; *) exit 1 ;; esac
    ;;
esac
