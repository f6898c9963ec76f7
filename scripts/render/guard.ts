import { isYaml } from "../discover/files.ts";
import { deepestLine } from "../yaml/nesting.ts";
import { parseYaml, readBytes, readText } from "../yaml/yaml-file.ts";

/** Fewer aliases than this cannot expand to much, whatever they stand for. */
const FEW = 20;

/**
 * Looks at the files of a tree before Kustomize does: Kustomize takes minutes over an alias bomb and any size of file.
 * @returns their texts, in order
 * @throws InputError for a file that is too large, not UTF-8 though its name says YAML, or expands to too much
 */
export function readGuarded(root: string, files: readonly string[]): string[] {
  return files.map((file) => {
    // Generators make binaryData of what is no text.
    if (!isYaml(file)) return readBytes(root, file).toString("latin1");
    const text = readText(root, file);
    if (countAliases(text) > FEW || deepestLine(text)) parseYaml(text, file);
    return text;
  });
}

/** How many words look like a YAML alias; counting too many costs a parse and nothing else. */
function countAliases(text: string): number {
  return text.match(/(?<=[\s[,{])\*[^\s,\]}]+/g)?.length ?? 0;
}
