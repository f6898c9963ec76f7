import { type SchemaError, valueAt } from "./schema-error.ts";
import { groupOf } from "./scope.ts";

/**
 * What the API server takes although the published schema, and so the generated validator, refuses it.
 * Each line was held against a real server by `npm run test:parity`.
 */
interface Decoding {
  /** Why the server takes it. */
  readonly why: string;
  readonly takes: (error: SchemaError, value: unknown, apiVersion: string, kind: string) => boolean;
}

/** Required by the published schema alone: defaulted by the CRD, or written by a controller. "<group>/<Kind>": JSON pointers. */
const NOT_REQUIRED: Readonly<Record<string, RegExp>> = {
  "apps/DaemonSet": /^\/status\//,
  "apps/StatefulSet": /^\/status\//,
  "external-secrets.io/ClusterSecretStore": /\/vault\/auth\/kubernetes\/mountPath$/,
  "external-secrets.io/SecretStore": /\/vault\/auth\/kubernetes\/mountPath$/,
  "generators.external-secrets.io/Password": /^\/spec\/(allowRepeat|length|noUpper)$/,
  "resource.k8s.io/DeviceClass": /^\/spec$/,
  "resource.k8s.io/ResourceClaimTemplate": /^\/spec$/,
  "storage.k8s.io/CSIDriver": /^\/spec$/,
};

const DECODINGS: readonly Decoding[] = [
  {
    why: "null decodes into the zero value of a built-in type; whether that is allowed, the API rules judge",
    takes: (error, value, apiVersion) => value === null && !isListedChoice(error) && (error.instancePath.startsWith("/metadata/") || isBuiltIn(apiVersion)),
  },
  {
    why: "Go's base64 decoder skips line breaks (encoding/base64)",
    takes: (error, value) => error.keyword === "format" && error.params["format"] === "byte" && isBase64(value),
  },
  {
    why: "a default or a controller fills it in",
    takes: (error, _value, apiVersion, kind) =>
      error.keyword === "required" &&
      (NOT_REQUIRED[`${groupOf(apiVersion)}/${kind}`]?.test(`${error.instancePath}/${error.params["missingProperty"]}`) ?? false),
  },
];

/** The errors of a generated validator that the API server would raise too. */
export function serverErrors(object: object, errors: readonly SchemaError[], apiVersion: string, kind: string): SchemaError[] {
  return errors.filter((error) => !DECODINGS.some(({ takes }) => takes(error, valueAt(object, error.instancePath), apiVersion, kind)));
}

/** null in a list of choices is the choice "", which is none of them. */
function isListedChoice(error: SchemaError): boolean {
  return error.keyword === "enum" && /\/\d+$/.test(error.instancePath);
}

/** Groups without a dot, and those of Kubernetes itself; Gateway API and the like are custom resources under its domain. */
function isBuiltIn(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return !group.includes(".") || (group.endsWith(".k8s.io") && !["gateway.networking.k8s.io", "autoscaling.k8s.io"].includes(group));
}

function isBase64(value: unknown): boolean {
  return typeof value === "string" && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replace(/[\r\n]/g, ""));
}
