#!/bin/sh
# Starts Sentinel with the settings of Git and the memory of its volume: who the primary is and in which epoch,
# the other sentinels. The settings are written anew at each start, so a change in Git takes effect.
set -eu
umask 077
# shellcheck source=nodes.sh
. /etc/redis/nodes.sh
# shellcheck source=../../../config/password.sh
. /etc/redis/password.sh

state=/data/sentinel.conf

addresses=
for name in $NODES; do
  until address=$(address_of "$name"); do
    echo "start: waiting for DNS to know $name" >&2
    sleep 1
  done
  addresses="$addresses $address"
done

# A remembered primary that is none of the nodes comes from Services that were deleted and made again.
remembered=$(sed -n 's/^sentinel monitor redis \([^ ]*\) .*/\1/p' "$state" 2>/dev/null || :)
case " $addresses " in
  *" ${remembered:-nobody} "*)
    primary=$remembered
    memory=$(grep -E '^sentinel (myid|current-epoch|config-epoch|leader-epoch|known-sentinel) ' "$state")
    ;;
  *)
    # shellcheck disable=SC2086 # The first address of the list.
    set -- $addresses
    primary=$1
    memory=
    ;;
esac
echo "start: the primary is $primary"

{
  sed "s/PRIMARY/$primary/" /etc/redis/sentinel.conf
  printf '%s\n' "$memory"
  # Sentinel would learn the replicas from the primary, within 10 s; if that dies before, nobody could be promoted.
  for address in $addresses; do
    if [ "$address" != "$primary" ]; then
      printf 'sentinel known-replica redis %s 6379\n' "$address"
    fi
  done
  printf 'sentinel announce-ip %s\n' "$POD_IP"
  printf 'sentinel auth-pass redis %s\n' "$password"
  printf 'requirepass %s\n' "$password"
  printf 'sentinel sentinel-pass %s\n' "$password"
} >"$state.new"
mv "$state.new" "$state"

exec redis-server "$state" --sentinel
