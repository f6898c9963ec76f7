import { valueAt } from "../kubernetes/json-pointer.ts";
import { groupOf, isBuiltIn } from "../kubernetes/scope.ts";
import type { SchemaError } from "../schema/schema-error.ts";
import { isDefaulted } from "./null-fields.ts";

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
  "/LimitRange": /^\/spec\/limits$/,
  "apiextensions.k8s.io/CustomResourceDefinition": /^\/spec\/versions\/\d+\/served$/,
  "apps/DaemonSet": /^\/status\//,
  "apps/StatefulSet": /^\/status\//,
  "external-secrets.io/ClusterSecretStore": /\/vault\/auth\/kubernetes\/mountPath$/,
  "external-secrets.io/SecretStore": /\/vault\/auth\/kubernetes\/mountPath$/,
  "generators.external-secrets.io/Password": /^\/spec\/(allowRepeat|length|noUpper)$/,
  "resource.k8s.io/DeviceClass": /^\/spec$/,
  "resource.k8s.io/ResourceClaimTemplate": /^\/spec(\/spec)?$/,
  "storage.k8s.io/CSIDriver": /^\/spec$/,
};

/** The same, wherever it stands: the API server has no rule about it, and Go a zero value. */
const ANYWHERE = /\/(podFailurePolicy\/rules|lifecycle\/\w+\/sleep\/seconds|dataSource\/kind|sysctls\/\d+\/value)$/;

const DECODINGS: readonly Decoding[] = [
  {
    why: "the steps of a workflow that run together are a list, which the published schema calls an object (ParallelSteps in Argo Workflows)",
    takes: ({ instancePath }, value, apiVersion) => apiVersion.startsWith("argoproj.io/") && Array.isArray(value) && /\/steps\/\d+$/.test(instancePath),
  },
  {
    why: "null decodes into the zero value of a built-in type; whether that is allowed, the API rules judge",
    takes: (error, value, apiVersion) => value === null && !isListedChoice(error) && (error.instancePath.startsWith("/metadata/") || isBuiltIn(apiVersion)),
  },
  {
    why: "the empty text is the zero value of a built-in type, too, and defaulted or judged like it",
    takes: (error, value, apiVersion) => value === "" && error.keyword === "enum" && isBuiltIn(apiVersion) && !isListedChoice(error),
  },
  {
    why: "null gives way to the default of the CustomResourceDefinition",
    takes: ({ instancePath }, value, apiVersion, kind) =>
      value === null && (isOptional(instancePath, apiVersion, kind) || isDefaulted(instancePath, apiVersion)),
  },
  {
    why: "Go's base64 decoder skips line breaks (encoding/base64)",
    takes: (error, value) => error.keyword === "format" && error.params["format"] === "byte" && isBase64(value),
  },
  {
    why: "a default or a controller fills it in",
    takes: (error, _value, apiVersion, kind) =>
      error.keyword === "required" && isOptional(`${error.instancePath}/${error.params["missingProperty"]}`, apiVersion, kind),
  },
];

/** The errors of a generated validator that the API server would raise too. */
export function serverErrors(object: object, errors: readonly SchemaError[], apiVersion: string, kind: string): SchemaError[] {
  return errors.filter((error) => !DECODINGS.some(({ takes }) => takes(error, valueAt(object, error.instancePath), apiVersion, kind)));
}

function isOptional(path: string, apiVersion: string, kind: string): boolean {
  return ANYWHERE.test(path) || NOT_REQUIRED[`${groupOf(apiVersion)}/${kind}`]?.test(path) === true;
}

/** null in a list of choices is the choice "", which is none of them. */
function isListedChoice(error: SchemaError): boolean {
  return error.keyword === "enum" && /\/\d+$/.test(error.instancePath);
}

function isBase64(value: unknown): boolean {
  return typeof value === "string" && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replace(/[\r\n]/g, ""));
}
