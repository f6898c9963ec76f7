import { posix } from "node:path";
import { attempt, InputError } from "../input-error.ts";
import { readYaml } from "../yaml/yaml-file.ts";
import { isFluxKustomization } from "./flux.ts";
import { outside, type Permissions, refusePlugins } from "./plugins.ts";

export type { Permissions };

import type { Kustomization, Reference } from "./kustomization.ts";
import { KUSTOMIZATION_NAMES, kustomizationIn, mentionedAt, readKustomization } from "./kustomization.ts";

/** Every kustomization of a repository and how they build on each other. */
export interface OverlayGraph {
  /** By folder, in order: the listed ones, and those that Kustomize would build on all the same. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  /** Folders whose kustomization cannot be read, with the reason. */
  readonly broken: ReadonlyMap<string, InputError>;
  /** The kustomization files that are looked at. */
  readonly listed: ReadonlySet<string>;
  /** Folders that no other kustomization builds on and that are no Component: what somebody renders. */
  readonly roots: readonly string[];
}

/** Reads every kustomization among the files; one that cannot be read costs the trees that are built on it. */
export function readOverlayGraph(root: string, files: readonly string[]): OverlayGraph {
  const listed = files.filter((each) => KUSTOMIZATION_NAMES.includes(posix.basename(each)));
  const isListed = new Set(listed);
  const kustomizations = new Map<string, Kustomization>();
  const broken = new Map<string, InputError>();
  // Kustomize knows nothing of ignored files: whatever is built on is read.
  const queue = [...listed];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const [dir, name] = [posix.dirname(file), file];
    if (kustomizations.has(dir) || broken.has(dir)) continue;
    const read = () => (isFlux(root, name) ? undefined : readKustomization(root, name));
    const kustomization = attempt(read, (trouble) => broken.set(dir, trouble));
    if (!kustomization) continue;
    kustomizations.set(dir, kustomization);
    for (const { to, resolved = "" } of kustomization.references) if (to === "kustomization") queue.push(kustomizationIn(root, resolved) as string);
  }
  const used = new Set([...kustomizations.values()].flatMap((each) => each.references.map((reference) => reference.resolved)));
  const own = [...kustomizations.values()].filter((each) => isListed.has(each.yaml.file));
  const rendered = own.filter((each) => !each.isComponent).map((each) => each.dir);
  const roots = [...rendered, ...broken.keys()].filter((dir) => !used.has(dir));
  const reached = new Set(roots.flatMap((dir) => reachable(kustomizations, dir)));
  for (const dir of rendered) {
    if (reached.has(dir)) continue;
    // A cycle has no root: leaving it out would leave it unchecked. One of its folders stands for it.
    roots.push(dir);
    for (const each of reachable(kustomizations, dir)) reached.add(each);
  }
  return { kustomizations, broken, listed: isListed, roots: roots.sort() };
}

/** What a folder is rendered of. */
export interface Reach {
  /** Every file, kustomizations first reached first, without repeats; as far as they were followed where there is trouble. */
  readonly files: readonly string[];
  /**
   * Why it cannot be rendered: a kustomization that cannot be read, a missing base or file, a cycle, a remote base or a plugin
   * that is not permitted, at the line that asks for it.
   */
  readonly trouble?: InputError;
}

/** Follows everything that the render of a folder would read. */
export function reach(root: string, graph: OverlayGraph, dir: string, permissions: Permissions): Reach {
  const files = new Set<string>();
  let trouble: InputError | undefined;
  const visit = (current: string, trail: readonly string[]): void => {
    const broken = graph.broken.get(current);
    if (broken) throw broken;
    const kustomization = graph.kustomizations.get(current);
    if (!kustomization) return;
    files.add(kustomization.yaml.file);
    refusePlugins(root, graph.kustomizations, kustomization, permissions);
    for (const reference of kustomization.references) {
      if (reference.to === "file") files.add(reference.resolved as string);
      else if (reference.to === "kustomization") {
        const next = reference.resolved as string;
        if (next === current || trail.includes(next)) throw cycle([...trail, current, next], kustomization, reference);
        if (!graph.kustomizations.has(next) && !graph.broken.has(next)) throw notOfKustomize(kustomization, reference);
        visit(next, [...trail, current]);
      } else if (reference.to === "missing" || !permissions.remote) throw unusable(kustomization, reference);
    }
  };
  attempt(
    () => visit(dir, []),
    (found) => {
      trouble = found;
    },
  );
  return { files: [...files], ...(trouble ? { trouble } : {}) };
}

/** The folders that a folder is built on, itself among them. */
export function reachable(kustomizations: ReadonlyMap<string, Kustomization>, dir: string, seen = new Set<string>()): string[] {
  if (seen.has(dir)) return [];
  seen.add(dir);
  for (const reference of kustomizations.get(dir)?.references ?? []) {
    if (reference.to === "kustomization") reachable(kustomizations, reference.resolved as string, seen);
  }
  return [...seen];
}

function cycle(trail: readonly string[], kustomization: Kustomization, reference: Reference): InputError {
  const loop = trail.slice(trail.indexOf(trail.at(-1) as string)).join(" -> ");
  const place = mentionedAt(kustomization, reference);
  return new InputError("input/kustomization", `kustomizations go in a circle: ${loop}`, place, "Remove one of these references.");
}

function notOfKustomize(kustomization: Kustomization, reference: Reference): InputError {
  const message = `"${reference.target}" holds a Kustomization of Flux, which Kustomize cannot build on`;
  return new InputError("input/kustomization", message, mentionedAt(kustomization, reference), "Name the folder that Flux deploys instead.");
}

function unusable(kustomization: Kustomization, reference: Reference): InputError {
  const place = mentionedAt(kustomization, reference);
  if (leadsOut(kustomization, reference)) {
    const message = `"${reference.target}" is outside of the repository that is looked at`;
    return new InputError(
      "input/kustomization",
      message,
      place,
      "Bring it in: Argo CD has the repository alone. Where this is a part of one, look at the whole.",
    );
  }
  if (reference.to === "missing") {
    const message = `"${reference.target}" is not there (no such file, and no folder with a kustomization)`;
    return new InputError("input/kustomization", message, place, "Correct the path, or add it.");
  }
  return outside(reference.target, place);
}

/** Whether a path leaves the repository. */
function leadsOut({ dir }: Kustomization, { target }: Reference): boolean {
  return posix.isAbsolute(target) || posix.join(dir, target).split("/")[0] === "..";
}

/** Flux names its own custom resource Kustomization too, sometimes in a file of this name. */
function isFlux(root: string, file: string): boolean {
  return readYaml(root, file).values.some(isFluxKustomization);
}
