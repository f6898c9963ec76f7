import { existsSync, readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { didYouMean } from "../did-you-mean.ts";
import { groupOf, isBuiltIn } from "../kubernetes/scope.ts";
import { modelFolders } from "./typed-models.ts";

const VERSION = /^v\d+((alpha|beta)\d+)?$/;

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The kinds of all typed models, by their apiVersion. */
function knownKinds(): ReadonlyMap<string, ReadonlySet<string>> {
  known ??= new Map(
    modelFolders().flatMap((folder) => [...kindsOf(folder, ""), ...groupsOf(folder).flatMap((group) => kindsOf(join(folder, group), `${group}/`))]),
  );
  return known;
}

function groupsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() && !VERSION.test(entry.name) ? [entry.name] : []));
}

function kindsOf(folder: string, group: string): [string, Set<string>][] {
  const versions = existsSync(folder) ? readdirSync(folder).filter((name) => VERSION.test(name)) : [];
  return versions.map((version) => {
    const kinds = readdirSync(join(folder, version)).filter((file) => /^[A-Z]\w*\.js$/.test(file));
    return [`${group}${version}`, new Set(kinds.map((file) => parse(file).name))];
  });
}

/**
 * What a person meant who wrote a kind that nobody knows, where that can be told from a kind of a group that is merely unknown here.
 * @param places the API versions that a kind of this name has
 */
export function misspelled(apiVersion: string, kind: string, places: readonly string[]): { path: string; message: string } | undefined {
  const ofVersion = knownKinds().get(apiVersion);
  const meant =
    ofVersion &&
    didYouMean(
      kind,
      [...ofVersion].filter((name) => name !== kind),
    );
  if (meant !== undefined) return { path: "/kind", message: `${apiVersion} has no kind ${kind}, did you mean "${meant}"?` };
  if (places.length === 0) return ofVersion && isBuiltIn(apiVersion) ? { path: "/kind", message: `${apiVersion} has no kind ${kind}` } : undefined;
  // Many operators have a Service, a Gateway, a Policy of their own: only a group that reads like the one that is known is a slip.
  const group = groupOf(apiVersion);
  const isSlip = isBuiltIn(apiVersion) || (!places.map(groupOf).includes(group) && didYouMean(group, places.map(groupOf)) !== undefined);
  return isSlip ? { path: "/apiVersion", message: `${kind} is of ${places.join(", ")}, not of ${apiVersion}` } : undefined;
}
