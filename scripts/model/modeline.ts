import { posix } from "node:path";
import { attempt } from "../input-error.ts";
import type { RenderedObject } from "../render/rendered-tree.ts";
import { readText } from "../yaml/yaml-file.ts";

/** What editors' YAML language server reads. https://github.com/redhat-developer/yaml-language-server#using-inlined-schema */
const MODELINE = /^# *yaml-language-server *: *\$schema=(\S+)/m;

/** The schema that a file names for an object in a comment: an address, or a path relative to the root. */
export function schemaNamedFor(root: string, { origin: { file, index = 0 } }: RenderedObject): string | undefined {
  if (file === undefined) return undefined;
  const text = attempt(
    () => readText(root, file),
    () => {},
  );
  if (!text?.includes("yaml-language-server")) return undefined;
  // A comment before the first "---" belongs to the first document.
  const documents = text.split(/^---(?:[ \t].*)?$/m).filter((each, at) => at > 0 || /^[^#\s]/m.test(each) || !MODELINE.test(each));
  const [, named] = MODELINE.exec(documents[index] ?? "") ?? (index === 0 ? MODELINE.exec(text) : undefined) ?? [];
  if (named === undefined) return undefined;
  return /^[a-z]+:/.test(named) || posix.isAbsolute(named) ? named : posix.join(posix.dirname(file), named);
}
