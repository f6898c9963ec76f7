#!/bin/sh
# Backs up DATA_DIR into the encrypted restic repository, verifies it, then applies the retention.
# Environment: RESTIC_REPOSITORY, RESTIC_PASSWORD, DATA_DIR (absolute), BACKUP_HOST (the name that snapshots
# are grouped by: a pod's own name changes each night), KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY.
set -eu

fail() {
  echo "backup: $*" >&2
  exit 1
}

: "${RESTIC_REPOSITORY:?}" "${RESTIC_PASSWORD:?}" "${DATA_DIR:?}" "${BACKUP_HOST:?}"
: "${KEEP_DAILY:?}" "${KEEP_WEEKLY:?}" "${KEEP_MONTHLY:?}"

# A volume that is not mounted looks like an empty directory. Backing that up would "succeed" every night
# until the retention has removed the last good snapshot.
[ -d "$DATA_DIR" ] || fail "$DATA_DIR is not a directory"
[ -n "$(ls -A "$DATA_DIR")" ] || fail "$DATA_DIR is empty: refusing to back up nothing"

# init refuses to touch a repository that exists, so a wrong password ends here and not in a second repository.
if ! problem=$(restic cat config 2>&1 >/dev/null); then
  restic init || fail "cannot open or create the repository: $problem"
fi

# Removes only locks whose owner is gone, such as a Job that was killed.
restic unlock

restic backup --host "$BACKUP_HOST" --tag data \
  --exclude "$DATA_DIR/lost+found" \
  --exclude "$DATA_DIR/.restore-*" \
  --exclude "$DATA_DIR/.replaced-*" \
  "$DATA_DIR"

# Before anything old is deleted: is what we have readable? All of the structure, a sample of the data.
restic check --read-data-subset=1%

restic forget --host "$BACKUP_HOST" --tag data --group-by host,tags \
  --keep-daily "$KEEP_DAILY" --keep-weekly "$KEEP_WEEKLY" --keep-monthly "$KEEP_MONTHLY" \
  --prune

echo "backup: done"
