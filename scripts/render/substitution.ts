import { lookup } from "../lookup.ts";
import { parseYaml } from "../yaml/yaml-file.ts";
import type { RenderedObject } from "./rendered-tree.ts";

/** ${NAME}, or with what stands in for it: ${NAME:=x}, ${NAME:-x}, ${NAME=x}, ${NAME-x}. */
const VARIABLE = /(?<!\$)\$\{([A-Za-z_]\w*)(?::?[=-]([^}]*))?\}/g;
const OFF = "kustomize.toolkit.fluxcd.io/substitute";

/**
 * An object with the variables filled in that a Kustomization of Flux fills in after the build, as far as the repository says their values:
 * what comes from a ConfigMap or Secret of the cluster stays as it is. Flux works on the text, so that a whole value gets its type anew.
 */
export function substituted(object: RenderedObject): RenderedObject {
  const { manifest, tree } = object;
  const variables = tree.flux?.substitute;
  const isOff = [manifest.metadata.annotations, manifest.metadata.labels].some((each) => each?.[OFF] === "disabled");
  return variables && !isOff ? { ...object, manifest: filled(manifest, variables) as typeof manifest } : object;
}

function filled(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string" && value.includes("${")) return typed(value, withValues(value, variables));
  if (Array.isArray(value)) return value.map((item) => filled(item, variables));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [withValues(key, variables), filled(inner, variables)]));
}

function withValues(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (whole, name: string, otherwise: string | undefined) => lookup(variables, name) ?? otherwise ?? whole);
}

/** A value that was nothing but a variable is read anew: "3" is a number then. */
function typed(before: string, after: string): unknown {
  const isWhole = before.replace(VARIABLE, "") === "";
  if (!isWhole || after === before || after === "" || after.includes("\n")) return after;
  try {
    const [value] = parseYaml(`value: ${after}\n`, "").values as [{ value: unknown }];
    return typeof value.value === "object" ? after : value.value;
  } catch {
    return after;
  }
}
