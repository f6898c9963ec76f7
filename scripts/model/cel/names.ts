const RESERVED = new Set("true false null in as break const continue else for function if import let loop package namespace return var void while".split(" "));

/** The name of a field in CEL. Source: apiserver/pkg/cel/escaping.go. */
export function escaped(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replaceAll("__", "__underscores__").replaceAll(".", "__dot__").replaceAll("-", "__dash__").replaceAll("/", "__slash__");
}
