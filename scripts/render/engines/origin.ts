import { parse } from "yaml";
import type { Origin } from "../rendered-tree.ts";

/**
 * Reads the annotations by which Kustomize says where an object came from.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/
 * @param inRoot makes a path of Kustomize's relative to the repository's root
 */
export function readOrigin(originText: string | undefined, transformationsText: string | undefined, inRoot: (path: string) => string): Origin {
  const origin = (parseOnce(originText) ?? {}) as { path?: string; configuredIn?: string };
  const transformations = (parseOnce(transformationsText) ?? []) as { configuredIn?: string; configuredBy?: { kind?: string } }[];
  return {
    ...(origin.path === undefined ? {} : { file: inRoot(origin.path) }),
    ...(origin.configuredIn === undefined ? {} : { generatedIn: inRoot(origin.configuredIn) }),
    transformations: transformations.map(({ configuredIn, configuredBy }) => ({ file: inRoot(configuredIn ?? ""), kind: configuredBy?.kind ?? "" })),
  };
}

const parsed = new Map<string, unknown>();

/** The objects of a tree share most of these texts: each is parsed once. */
function parseOnce(text: string | undefined): unknown {
  if (!text) return undefined;
  if (!parsed.has(text)) parsed.set(text, parse(text));
  return parsed.get(text);
}
