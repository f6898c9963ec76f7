#!/bin/sh
# Applies the retention to the restic repository: the only script that deletes backups, and the only one whose key can.
# Environment: RESTIC_REPOSITORY, RESTIC_PASSWORD, BACKUP_HOST as for backup.sh; KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY.
set -eu

: "${RESTIC_REPOSITORY:?}" "${RESTIC_PASSWORD:?}" "${BACKUP_HOST:?}"
: "${KEEP_DAILY:?}" "${KEEP_WEEKLY:?}" "${KEEP_MONTHLY:?}"

# Before anything old is deleted: is what we have readable?
restic unlock
restic check --read-data-subset=1%

restic forget --host "$BACKUP_HOST" --tag data --group-by host,tags \
  --keep-daily "$KEEP_DAILY" --keep-weekly "$KEEP_WEEKLY" --keep-monthly "$KEEP_MONTHLY" \
  --prune

echo "prune: done"
