import { execFileSync } from "node:child_process";
import { parseAllDocuments } from "yaml";
import { ROOT } from "./cli.ts";
import { which } from "./programs.ts";

/** A rendered object, as loosely typed as a test needs it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the manifest holds and fails where it is not there
export type Rendered = any;

/**
 * Renders a Kustomize tree of this repository with the real Kustomize.
 *
 * @param tree its path from the root, such as `apps/production/ai-scientist`
 * @returns every object, in Kustomize's order
 * @throws if Kustomize is missing or refuses the tree
 */
export function rendered(tree: string): Rendered[] {
  return renderedAt(`${ROOT}${tree}`);
}

/** As `rendered`, for a tree anywhere on this disk. */
export function renderedAt(folder: string): Rendered[] {
  const build = which("kustomize") ? { program: "kustomize", verb: "build" } : { program: "kubectl", verb: "kustomize" };
  const output = execFileSync(build.program, [build.verb, folder], { encoding: "utf8", maxBuffer: 64 << 20 });
  return parseAllDocuments(output).map((document) => document.toJS());
}

/**
 * Picks one object.
 *
 * @param objects what `rendered` gave
 * @param kind its kind
 * @param name its name, without the hash that a generator appends
 * @throws if there is not exactly one
 */
export function pick(objects: readonly Rendered[], kind: string, name: string): Rendered {
  const generated = new RegExp(`^${name}(-[a-z0-9]{10})?$`);
  const found = objects.filter((object) => object.kind === kind && generated.test(object.metadata.name));
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, found ${found.length}`);
  return found[0];
}
