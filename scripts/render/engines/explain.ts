import { realpathSync } from "node:fs";
import { posix } from "node:path";
import { isYaml } from "../../discover/files.ts";
import type { Tree } from "../../discover/repository.ts";
import { attempt, InputError } from "../../input-error.ts";
import { readYaml } from "../../yaml/yaml-file.ts";

/** A build takes a tenth of a second; one that takes this long hangs. Milliseconds. */
export const TIMEOUT = 60_000;

/** The longest that a message gets. */
const LONG = 400;

/** A build that did not come to an end in time. */
export function tookTooLong(tree: Tree): InputError {
  return new InputError("input/render", `kustomize did not finish in ${TIMEOUT / 1000} s`, { file: kustomizationOf(tree) });
}

/**
 * Turns a failed build into one line that names the file to edit.
 * @param text what Kustomize said
 * @param hidden a folder that means nothing to a person
 */
export function explain(root: string, tree: Tree, text: string, hidden?: string): InputError {
  // Kustomize names broken input by folder at best: our own parser knows the line.
  const unreadable: InputError[] = [];
  for (const each of tree.files.filter(isYaml)) {
    attempt(
      () => readYaml(root, each),
      (trouble) => unreadable.push(trouble),
    );
  }
  const message = `kustomize cannot build it: ${shorten(text, root, hidden)}`;
  return unreadable[0] ?? new InputError("input/render", message, { file: kustomizationOf(tree) });
}

function kustomizationOf(tree: Tree): string {
  return posix.join(tree.path, "kustomization.yaml");
}

/** Kustomize repeats its error for every folder on the way down; the last says what is wrong. */
function shorten(text: string, root: string, hidden: string | undefined): string {
  const parts = text.split("accumulating resources: accumulation err='");
  const last = (parts.at(-1) ?? text)
    .replaceAll(`${realpathSync(root)}/`, "")
    .replaceAll(hidden ?? `${root}/`, "")
    // Where something lies in Kustomize's memory.
    .replaceAll(/ &\{0x[^}]*\}/g, "")
    .replaceAll("\n", " ")
    .trim();
  // What is wrong stands at the end; where it comes from, at the beginning.
  return last.length > LONG ? `${last.slice(0, LONG / 2)} … ${last.slice(-LONG / 2)}` : last;
}
