#!/bin/sh
# Backs up DATA_DIR into the encrypted restic repository and verifies it. It deletes nothing but its own locks, so its
# key to the bucket need not be able to; prune.sh applies the retention, with a key of its own.
# Environment: RESTIC_REPOSITORY, RESTIC_PASSWORD, DATA_DIR (absolute), BACKUP_HOST (the name that snapshots
# are grouped by: a pod's own name changes each night), ACCEPT_LOSS (yes: back up although most of the data is gone).
set -eu

fail() {
  echo "backup: $*" >&2
  exit 1
}

: "${RESTIC_REPOSITORY:?}" "${RESTIC_PASSWORD:?}" "${DATA_DIR:?}" "${BACKUP_HOST:?}" "${ACCEPT_LOSS:?}"
[ -d "$DATA_DIR" ] || fail "$DATA_DIR is not a directory"

# Prints what is to be backed up, by find's conditions.
entries() {
  find "$DATA_DIR" -mindepth 1 \
    \( -path "$DATA_DIR/lost+found" -o -path "$DATA_DIR/.restore-*" -o -path "$DATA_DIR/.replaced-*" \) -prune -o "$@" -print
}

# init refuses to touch a repository that exists, so a wrong password ends here and not in a second repository.
if ! problem=$(restic cat config 2>&1 >/dev/null); then
  restic init || fail "cannot open or create the repository: $problem"
fi

# Removes only locks whose owner is gone, such as a Job that was killed.
restic unlock

# After a disaster the volume is empty, or holds what was begun since. Backed up, that would be the latest snapshot,
# the one that a restore takes. Directories do not count: mounting the volume makes some.
last=$(restic snapshots --host "$BACKUP_HOST" --tag data --latest 1 --json)
case $last in
  *'"short_id"'*)
    before=$(restic stats --host "$BACKUP_HOST" --tag data --json latest | sed -n 's/.*"total_file_count":\([0-9]*\).*/\1/p')
    [ -n "$before" ] || fail "cannot read how many files the latest snapshot has"
    now=$(entries | wc -l)
    if [ "$ACCEPT_LOSS" != yes ]; then
      [ -n "$(entries -type f | head -n 1)" ] || fail "$DATA_DIR is empty, and the latest snapshot is not: restore it, or set ACCEPT_LOSS=yes"
      [ "$before" -lt 100 ] || [ $((2 * now)) -ge "$before" ] ||
        fail "$DATA_DIR holds $now files, and the latest snapshot $before: restore it, or set ACCEPT_LOSS=yes"
    fi
    ;;
  *)
    if [ -z "$(entries -type f | head -n 1)" ]; then
      echo "backup: done; there is nothing to back up yet"
      exit 0
    fi
    ;;
esac

restic backup --host "$BACKUP_HOST" --tag data \
  --exclude "$DATA_DIR/lost+found" \
  --exclude "$DATA_DIR/.restore-*" \
  --exclude "$DATA_DIR/.replaced-*" \
  "$DATA_DIR"

# Is what we have readable? All of the structure, a sample of the data.
restic check --read-data-subset=1%
restic snapshots --host "$BACKUP_HOST" --tag data --compact

echo "backup: done"
