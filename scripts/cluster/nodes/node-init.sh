#!/bin/sh
# The first process of a node, in its own namespaces: gives it a root of its own, so that nothing in it sees or changes the
# machine's files, and then waits. Run as: node-init.sh MACHINE FOLDER PROGRAM...
#   MACHINE  unpacked Debian packages, the lower layer of the node's root
#   FOLDER   the node's own: etc/ (what it is told), lib/ (becomes /var/lib), images/ and what it writes
#   PROGRAM  to be found in the node's /usr/local/bin
# CGROUPS names the controllers of the machine, "v2" where there is one hierarchy of version 2.
set -eu
machine=$1 folder=$2
shift 2
root=$folder/root

mount --make-rprivate /
mkdir -p "$root" "$folder/upper" "$folder/work" "$folder/lib"
mount -t overlay -o "lowerdir=$machine,upperdir=$folder/upper,workdir=$folder/work" node "$root"
cd "$root"
mkdir -p proc sys dev run tmp etc/kubernetes etc/cni/net.d var/lib var/log usr/local/bin opt/images opt/shared usr/libexec
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t tmpfs -o mode=755 run run
mount -t tmpfs -o mode=1777 tmp tmp

# No disk of the machine is among the devices.
mount -t tmpfs -o mode=755 dev dev
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 kmsg:1:11 tty:5:0 fuse:10:229; do
  IFS=: read -r name major minor <<D
$device
D
  mknod -m 666 "dev/$name" c "$major" "$minor"
done
mkdir dev/pts dev/shm dev/mqueue
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
mount -t tmpfs -o mode=1777 shm dev/shm
mount -t mqueue mqueue dev/mqueue
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for stream in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${stream%:*}" "dev/${stream#*:}"; done

if [ "$CGROUPS" = v2 ]; then
  mount -t cgroup2 cgroup sys/fs/cgroup
else
  mount -t tmpfs -o mode=755 cgroup sys/fs/cgroup
  for controllers in $CGROUPS; do
    name=${controllers#none,name=}
    mkdir "sys/fs/cgroup/$name"
    mount -t cgroup -o "$controllers" cgroup "sys/fs/cgroup/$name"
    for alias in $(echo "$name" | tr , ' '); do [ -e "sys/fs/cgroup/$alias" ] || ln -s "$name" "sys/fs/cgroup/$alias"; done
  done
fi

# kubelet sets these for the whole kernel: let it find them set.
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
  file=run/sysctl/${setting%=*}
  mkdir -p "${file%/*}"
  echo "${setting#*=}" >"$file"
  mount --bind "$file" "proc/sys/${setting%=*}"
done
echo 1 >proc/sys/net/ipv4/ip_forward

for program in "$@"; do
  : >"usr/local/bin/${program##*/}"
  mount --bind "$program" "usr/local/bin/${program##*/}"
done
# Debian's alternatives system would link them.
for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do ln -sf xtables-nft-multi "usr/sbin/$name"; done
# A maintainer script would have made the accounts.
echo 'root:x:0:0::/root:/bin/sh' >etc/passwd
echo 'root:x:0:' >etc/group
: >etc/resolv.conf
printf '127.0.0.1 localhost\n' >etc/hosts
mount --rbind "$folder/lib" var/lib
mount --bind "$folder/etc" etc/kubernetes
mount --bind "$folder/../images" opt/images
mount --bind "$folder/../shared" opt/shared

mkdir -p run/old
pivot_root . run/old
cd /
umount -l run/old
rmdir run/old
# A mount that kubelet makes for a pod must be seen by the container, and the other way round.
mount --make-rshared /
cat /etc/kubernetes/hostname >/proc/sys/kernel/hostname
touch /var/lib/ready
exec sleep infinity
