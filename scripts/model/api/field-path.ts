/** Maps whose keys are data, not fields: kube-apiserver writes `limits[cpu]`, not `limits.cpu`. */
const KEYED = new Set(
  (
    "labels annotations matchLabels nodeSelector limits requests data stringData binaryData hard used capacity " +
    "default defaultRequest min max maxLimitRequestRatio parameters overhead volumeAttributes"
  ).split(" "),
);

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
