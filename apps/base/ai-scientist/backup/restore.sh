#!/bin/sh
# Puts DATA_DIR back as it was in a snapshot. Nothing is deleted: what was there moves to
# DATA_DIR/.replaced-<time>, for a person to remove. Needs room for both. Stop the workload first
# (docs/runbooks/restore.md).
# Environment: RESTIC_REPOSITORY, RESTIC_PASSWORD, DATA_DIR, BACKUP_HOST as for backup.sh; SNAPSHOT (an id, or latest).
set -eu

fail() {
  echo "restore: $*" >&2
  exit 1
}

: "${RESTIC_REPOSITORY:?}" "${RESTIC_PASSWORD:?}" "${DATA_DIR:?}" "${BACKUP_HOST:?}" "${SNAPSHOT:?}"
[ -d "$DATA_DIR" ] || fail "$DATA_DIR is not a directory"

# Moves what is in directory $1 into directory $2, but not the directories this script makes.
move_entries() {
  find "$1" -mindepth 1 -maxdepth 1 \
    ! -name '.restore-*' ! -name '.replaced-*' ! -name 'lost+found' \
    -exec sh -c 'into=$1; shift; mv -- "$@" "$into"/' sh "$2" {} +
}

# On the same volume, so that moving is renaming and a half-restored file is never seen.
stage="$DATA_DIR/.restore-$$"
replaced="$DATA_DIR/.replaced-$(date -u +%Y%m%dT%H%M%SZ)"
trap 'rm -rf "$stage"' EXIT
mkdir "$stage"

restic restore "$SNAPSHOT" --host "$BACKUP_HOST" --tag data --target "$stage" --verify
[ -d "$stage$DATA_DIR" ] || fail "snapshot $SNAPSHOT does not hold $DATA_DIR"

mkdir "$replaced"
move_entries "$DATA_DIR" "$replaced"
move_entries "$stage$DATA_DIR" "$DATA_DIR"

echo "restore: done; what was there before is in $replaced"
