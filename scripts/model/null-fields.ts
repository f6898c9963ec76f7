import { escapePointer } from "../kubernetes/json-pointer.ts";
import { groupOf, isBuiltIn } from "../kubernetes/scope.ts";
import { lookup } from "../lookup.ts";
import type { SchemaError } from "../schema/schema-error.ts";

/** Where a path, the numbers of list items left out, ends in one of these names of fields, or of "parent/field". */
const endingIn = (...names: string[]) => new RegExp(`/(${names.join(" ").replaceAll(" ", "|")})$`);

const OF_CERT_MANAGER = endingIn("parentRefs/group parentRefs/kind imagePullSecrets/name");
const OF_VAULT = "appRole/path cert/path gcp/path jwt/path ldap/path userPass/path mountPath";
/** References to Secrets and the like are named "" by default; what is not to be left without a name is listed here. */
const NAMES =
  "(?<!/(groups|receivers|scaleTargetRef|horizontalPodAutoscalerConfig|authenticationRef|containers|initContainers|env|ports|volumes|volumeMounts|matchers|sourceMatch|targetMatch|httpHeaders)/)name";
const OF_VOLUMES = "azureDisk/fsType azureDisk/readOnly fileKeyRef/optional iscsiInterface keyring pool protocol rbd/user scaleIO/fsType storageMode";

/**
 * Fields that a CustomResourceDefinition of the group defaults, so that null in them is replaced and no error.
 * Source: `default` in the CustomResourceDefinitions of tools/crds; no kind there has a nullable field outside its status.
 */
const DEFAULTED: Readonly<Record<string, RegExp>> = {
  "acme.cert-manager.io": OF_CERT_MANAGER,
  "cert-manager.io": OF_CERT_MANAGER,
  "external-secrets.io": endingIn(
    OF_VAULT,
    "apiHost authType conflictPolicy conversionStrategy creationPolicy decodingStrategy decrypt deletionPolicy engineVersion environmentType",
    "expandSecretReferences externalSecretSpec/refreshInterval externalSecretSpec/target generatorRef/apiVersion github/url hostAPI ignoreSslCertificate",
    "integrationInfo/name integrationInfo/version into maxSize mergePolicy metadataPolicy ngrok/apiUrl oidcConfig/expirationSeconds onboardbase/environment",
    "onboardbase/project priorityPolicy pulumi/apiUrl pushSecretSpec/refreshInterval recursive remoteNamespace secretStoreRefs/kind",
    "secretVersionSelectionPolicy secretsPath server/url spec/refreshInterval spec/target strategy templateAs templateFrom/target ttl updatePolicy",
    "useAzureSDK vault/version",
  ),
  "generators.external-secrets.io": endingIn(
    OF_VAULT,
    "allowEmptyResponse allowRepeat encoding environmentType keyType noUpper passwordSpec/length resultType spec/length version",
  ),
  "keda.sh": endingIn(NAMES, OF_VOLUMES, "fallback/behavior oauth2/type service"),
  "monitoring.coreos.com": endingIn(
    NAMES,
    OF_VOLUMES,
    "action alertmanagerConfigMatcherStrategy/type blockSize evaluationInterval excludedFromEnforcement/group grpc/service portName prober/path shards",
    "spec/retention spec/scrapeInterval",
  ),
};

/** Whether a CustomResourceDefinition replaces null at a place by a default. */
export function isDefaulted(path: string, apiVersion: string): boolean {
  return lookup(DEFAULTED, groupOf(apiVersion))?.test(path.replace(/\/\d+(?=\/|$)/g, "")) ?? false;
}

/** A value of no type that JSON has, so that every schema with a type refuses it. */
const TYPELESS = () => {};

/**
 * Finds null where it is no way to leave a field out; the generated validators take it in every optional field.
 *
 * In a built-in kind null is the field left out: what is required is missing. In a custom resource, server-side apply, by
 * which Argo CD can deliver, refuses null in a field with a type; asked with a value of no type in its place, the validator
 * tells whether the field has one.
 * @param check the generated validator, which answers with what is wrong
 */
export function nullErrors(object: object, apiVersion: string, check: (object: object) => readonly SchemaError[]): SchemaError[] {
  const places = new Set<string>();
  const builtIn = isBuiltIn(apiVersion);
  const probe = withoutNull(object, "", places, builtIn ? undefined : TYPELESS) as object;
  if (places.size === 0) return [];
  const errors = check(probe);
  if (builtIn)
    return errors.filter(({ keyword, instancePath, params }) => keyword === "required" && places.has(`${instancePath}/${params["missingProperty"]}`));
  return errors.filter(({ keyword, instancePath }) => keyword === "type" && places.has(instancePath) && !isDefaulted(instancePath, apiVersion));
}

/** A copy that has something else for null in fields; the metadata of every kind is read as that of the built-in ones is. */
function withoutNull(value: unknown, path: string, places: Set<string>, instead: unknown): unknown {
  if (value === null) {
    places.add(path);
    return instead;
  }
  if (typeof value !== "object" || path === "/metadata") return value;
  if (Array.isArray(value)) return value.map((item, index) => withoutNull(item, `${path}/${index}`, places, instead));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNull(inner, `${path}/${escapePointer(key)}`, places, instead)]));
}
