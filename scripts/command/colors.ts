import pc from "picocolors";
import type { Colors } from "../report/format.ts";

/** Colours for a terminal, none for a pipe or a file; NO_COLOR and FORCE_COLOR decide where they are set. https://no-color.org */
export function terminalColors(): Colors {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return pc.createColors(NO_COLOR ? false : Boolean(FORCE_COLOR) || process.stdout.isTTY === true);
}

/** No colours. */
export function noColors(): Colors {
  return pc.createColors(false);
}
