import { posix } from "node:path";
import { UserError } from "../errors.ts";
import type { Kustomization, Reference } from "./kustomization.ts";
import { KUSTOMIZATION_NAMES, mentionedAt, readKustomization } from "./kustomization.ts";
import { readYaml } from "./yaml-file.ts";

/** What a kustomization may make Kustomize do beyond reading this repository; all off unless the person says so. */
export interface Permissions {
  /** Let Kustomize clone remote bases and load remote files. */
  remote: boolean;
}

/** Every kustomization of a repository and how they build on each other. */
export interface OverlayGraph {
  /** By folder, in order. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  /** Folders that no other kustomization builds on and that are no Component: what somebody renders. */
  readonly roots: readonly string[];
}

/** Reads every kustomization among the files. */
export function readOverlayGraph(root: string, files: readonly string[]): OverlayGraph {
  const kustomizations = new Map<string, Kustomization>();
  for (const file of files) {
    if (!KUSTOMIZATION_NAMES.includes(posix.basename(file)) || isFlux(root, file)) continue;
    kustomizations.set(posix.dirname(file), readKustomization(root, file));
  }
  const used = new Set([...kustomizations.values()].flatMap((each) => each.references.map((reference) => reference.resolved)));
  const roots = [...kustomizations.values()].filter((each) => !each.isComponent && !used.has(each.dir)).map((each) => each.dir);
  // A cycle has no root: leaving it out would leave it unchecked.
  const reached = new Set(roots.flatMap((dir) => reachable(kustomizations, dir)));
  const circular = [...kustomizations.values()].filter((each) => !each.isComponent && !reached.has(each.dir)).map((each) => each.dir);
  return { kustomizations, roots: [...roots, ...circular].sort() };
}

/**
 * Every file that the render of a folder is made of, kustomizations first reached first, without repeats.
 * @throws UserError for a missing base or file, a cycle, a remote base or a plugin that is not permitted, naming the line that asks for it
 */
export function filesOf(root: string, graph: OverlayGraph, dir: string, permissions: Permissions): string[] {
  const files = new Set<string>();
  const visit = (current: string, trail: readonly string[]): void => {
    const kustomization = graph.kustomizations.get(current);
    if (!kustomization) return;
    files.add(kustomization.yaml.file);
    refusePlugins(root, kustomization);
    for (const reference of kustomization.references) {
      if (reference.to === "file") files.add(reference.resolved as string);
      else if (reference.to === "kustomization") {
        const next = reference.resolved as string;
        if (next === current || trail.includes(next)) throw cycle([...trail, current, next], kustomization, reference);
        visit(next, [...trail, current]);
      } else if (reference.to === "missing" || !permissions.remote) throw unusable(kustomization, reference);
    }
  };
  visit(dir, []);
  return [...files];
}

function reachable(kustomizations: ReadonlyMap<string, Kustomization>, dir: string, seen = new Set<string>()): string[] {
  if (seen.has(dir)) return [];
  seen.add(dir);
  for (const reference of kustomizations.get(dir)?.references ?? []) {
    if (reference.to === "kustomization") reachable(kustomizations, reference.resolved as string, seen);
  }
  return [...seen];
}

function cycle(trail: readonly string[], kustomization: Kustomization, reference: Reference): UserError {
  const loop = trail.slice(trail.indexOf(trail.at(-1) as string));
  return new UserError(`kustomizations go in a circle: ${loop.join(" -> ")}; remove one of these references`, mentionedAt(kustomization, reference));
}

function unusable(kustomization: Kustomization, reference: Reference): UserError {
  const place = mentionedAt(kustomization, reference);
  if (reference.to === "missing")
    return new UserError(`"${reference.target}" is not there (no such file, and no folder with a kustomization); correct the path or add it`, place);
  return new UserError(`"${reference.target}" is outside this repository and is not loaded; copy it in, or allow it with --allow-remote`, place);
}

/** Generators, transformers and validators may name programs to run; only Kustomize's own built-in ones are let through. */
function refusePlugins(root: string, kustomization: Kustomization): void {
  for (const field of ["helmCharts", "helmChartInflationGenerator"]) {
    if (kustomization.value[field] !== undefined) {
      throw new UserError(`${field} runs Helm during the render and is refused; deploy the chart with an Argo CD Application`, {
        file: kustomization.yaml.file,
      });
    }
  }
  for (const reference of kustomization.references) {
    const [field] = reference.path;
    if (reference.to !== "file" || !["generators", "transformers", "validators"].includes(String(field))) continue;
    for (const value of readYaml(root, reference.resolved as string).values) {
      const { apiVersion, kind } = (value ?? {}) as { apiVersion?: string; kind?: string };
      if (apiVersion !== "builtin") {
        throw new UserError(
          `${field} entry "${reference.target}" is a plugin (${apiVersion}/${kind}) and is refused: a render never runs programs that a manifest names`,
          mentionedAt(kustomization, reference),
        );
      }
    }
  }
}

/** Flux names its own custom resource Kustomization too, sometimes in a file of this name. */
function isFlux(root: string, file: string): boolean {
  return readYaml(root, file).values.some((value) =>
    String((value as { apiVersion?: unknown } | null)?.apiVersion ?? "").startsWith("kustomize.toolkit.fluxcd.io/"),
  );
}
