import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A change that a rule refuses, and one that it is content with. */
export interface Examples {
  readonly avoid?: string;
  readonly prefer?: string;
}

/** Longer ones explain nothing. Lines. */
const LONGEST = 30;

/**
 * What the fixtures of a rule show: the shortest that it refuses and the shortest that it accepts, with the place of the finding marked.
 * @param folder that of the fixtures; examples are left out where there is none
 */
export function examplesOf(id: string, folder: string): Examples {
  const own = join(folder, id);
  const files = existsSync(own) ? readdirSync(own).filter((file) => file.endsWith(".yaml")) : [];
  const shortest = (verdict: string): string | undefined => {
    const texts = files.filter((file) => file.startsWith(verdict)).map((file) => readable(readFileSync(join(own, file), "utf8")));
    return texts.filter((text) => lengthOf(text) <= LONGEST).sort((a, b) => lengthOf(a) - lengthOf(b) || (a < b ? -1 : 1))[0];
  };
  const [avoid, prefer] = [shortest("bad-"), shortest("ok-")];
  return { ...(avoid === undefined ? {} : { avoid }), ...(prefer === undefined ? {} : { prefer }) };
}

/** A fixture without what only the tests read. */
function readable(text: string): string {
  const lines = text.trimEnd().split("\n");
  const own = lines.filter((line) => line !== "# finding without a line");
  return own.map((line) => line.replace(/[ \t]+# finding: \S+$/, "").replace(/# finding$/, "# here")).join("\n");
}

function lengthOf(text: string): number {
  return text.split("\n").length;
}
