#!/usr/bin/env bash
# The hook of .pre-commit-hooks.yaml: validates the repository around it with this checkout of the toolchain.
# Arguments: those of `npm run validate`.
set -euo pipefail
toolchain="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# pre-commit clones a hook and installs nothing for it. npm writes this file last.
if [ ! -e "$toolchain/node_modules/.package-lock.json" ]; then
  (cd "$toolchain" && npm ci --omit=dev --silent >&2)
fi

PATH="$toolchain/node_modules/.bin:$PATH" exec node "$toolchain/scripts/main.ts" validate "$@" "$PWD"
