const TEXTS = "labels annotations matchLabels nodeSelector data stringData binaryData volumeAttributes".split(" ");
const QUANTITIES = "limits requests hard used capacity default defaultRequest min max maxLimitRequestRatio overhead".split(" ");

/** Maps whose keys are data, not fields: kube-apiserver writes `limits[cpu]`, not `limits.cpu`. */
const KEYED = new Set([...TEXTS, ...QUANTITIES, "parameters"]);

/** What null stands for in a map: a key that is there, with an empty text or a quantity of nothing. */
const ZERO: ReadonlyMap<string | number, string> = new Map([...TEXTS.map((name) => [name, ""] as const), ...QUANTITIES.map((name) => [name, "0"] as const)]);

/** The value that the API server decodes null into, in the map of this name; undefined elsewhere, where it is absence. */
export function zeroIn(map: string | number): string | undefined {
  return ZERO.get(map);
}

/**
 * Writes a JSON pointer the way kube-apiserver writes field paths.
 * @param pointer such as "/spec/template/spec/containers/0/image"
 * @returns such as "spec.template.spec.containers[0].image"; source: apimachinery field.Path.String
 */
export function fieldPath(pointer: string): string {
  let path = "";
  let parent = "";
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (KEYED.has(parent) || /^[0-9]+$/.test(key)) path += `[${key}]`;
    else path += path === "" ? key : `.${key}`;
    parent = KEYED.has(parent) ? "" : key;
  }
  return path;
}
