#!/bin/sh
# Keeps the log volume from filling up: compresses logs that nobody writes to any more, deletes old ones, and if the
# volume is still too full the oldest of the rest. The application begins a new file at least every day.
# Environment: LOG_DIR (absolute), COMPRESS_AFTER_DAYS, DELETE_AFTER_DAYS, FULL_PERCENT (of the volume).
set -eu

: "${LOG_DIR:?}" "${COMPRESS_AFTER_DAYS:?}" "${DELETE_AFTER_DAYS:?}" "${FULL_PERCENT:?}"
[ -d "$LOG_DIR" ] || {
  echo "rotate-logs: $LOG_DIR is not a directory" >&2
  exit 1
}

find "$LOG_DIR" -type f -mtime +"$DELETE_AFTER_DAYS" -exec rm -f {} +

# The compressed file takes the old one's place once it is whole, and keeps its time, by which it is deleted later.
find "$LOG_DIR" -type f ! -name '*.gz' ! -name '*.part' -mtime +"$COMPRESS_AFTER_DAYS" -exec sh -c '
  for file; do
    gzip -c -- "$file" >"$file.part"
    touch -r "$file" "$file.part"
    mv "$file.part" "$file.gz"
    rm "$file"
  done' sh {} +

used() {
  df -P "$LOG_DIR" | awk 'NR == 2 { print int($5) }'
}

# Day by day, down to what was written today.
days=$DELETE_AFTER_DAYS
while [ "$(used)" -ge "$FULL_PERCENT" ] && [ "$days" -gt 0 ]; do
  days=$((days - 1))
  find "$LOG_DIR" -type f -mtime +"$days" -exec rm -f {} +
done

echo "rotate-logs: done; the volume is $(used) % full"
