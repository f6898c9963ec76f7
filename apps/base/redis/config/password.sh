#!/bin/sh
# Sets $password. Letters and digits only: then no quoting rule of redis.conf, sentinel.conf or haproxy.cfg can
# change it on the way.
password=$(cat /etc/redis-password/password)
case $password in
  "" | *[!A-Za-z0-9]*)
    echo "Secret redis-password, key password: wanted letters and digits only; delete the Secret and it is made anew" >&2
    exit 1
    ;;
esac
