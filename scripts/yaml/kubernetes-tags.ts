import type { ScalarTag, Tags } from "yaml";

/**
 * The scalars of YAML 1.1 as sigs.k8s.io/yaml reads them, by which kubectl, client-go and Argo CD read manifests.
 * Source: goyaml.v2 resolve.go in sigs.k8s.io/yaml; test/yaml/kubernetes-yaml.test.ts holds this against it.
 */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true])),
  ...Object.fromEntries(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false])),
};

const boolean: ScalarTag = {
  identify: (value) => typeof value === "boolean",
  default: true,
  tag: "tag:yaml.org,2002:bool",
  test: new RegExp(`^(?:${Object.keys(BOOLEANS).join("|")})$`),
  resolve: (text) => BOOLEANS[text] as boolean,
};

/** Go's ParseInt with base 0, underscores left out: 0x, 0o, 0b, and a 0 before octal digits. */
const integer: ScalarTag = {
  identify: (value) => typeof value === "number" && Number.isInteger(value),
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|0|[1-9][0-9_]*)$/,
  resolve: (text) => {
    const [, sign = "", body = ""] = /^([-+]?)(.*)$/.exec(text.replaceAll("_", "")) ?? [];
    const octal = /^0[oO]?([0-7]+)$/.exec(body)?.[1];
    const size = Number(octal === undefined ? body : `0o${octal}`);
    return sign === "-" ? -size : size;
  },
};

const float: ScalarTag = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^[-+]?(?:\.[0-9_]*[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9_]*[0-9][0-9_]*)?$/,
  resolve: (text) => Number(text.replaceAll("_", "")),
};

/** JSON has neither; Go refuses the document. */
const notANumber: ScalarTag = {
  identify: () => false,
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text, onError) => {
    onError(`${text} has no place in JSON`);
    return text;
  },
};

const binary: ScalarTag = {
  identify: () => false,
  default: false,
  tag: "tag:yaml.org,2002:binary",
  resolve: (text) => Buffer.from(text, "base64").toString("utf8"),
};

/** For the option customTags of the YAML library: its tags of YAML 1.1 with Go's reading of scalars, and without what Go does not know. */
export function kubernetesTags(tags: Tags): Tags {
  const unlike = ["bool", "int", "float", "timestamp", "binary", "omap", "pairs", "set"].map((name) => `tag:yaml.org,2002:${name}`);
  const kept = tags.filter((tag) => typeof tag === "string" || !unlike.includes(tag.tag));
  return [...kept, boolean, integer, float, notANumber, binary];
}
