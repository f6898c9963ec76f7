import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";

/** The hand-written valid objects beside this file: every built-in kind that an application or a platform uses, and the custom ones of the trees. */
export function handWritten(): Manifest[] {
  return globSync("corpus/*.yaml", { cwd: import.meta.dirname })
    .sort()
    .flatMap((file) =>
      parseAllDocuments(readFileSync(join(import.meta.dirname, file), "utf8")).map((document) => {
        if (document.errors[0]) throw new Error(`${file}: ${document.errors[0].message}`);
        return document.toJS() as Manifest;
      }),
    );
}
