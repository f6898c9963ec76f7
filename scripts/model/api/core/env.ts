import { lookup } from "../../../lookup.ts";
import { canonicalQuantity } from "../../quantity.ts";
import type { Field } from "../field.ts";
import { configMapKey, dnsLabel, dnsSubdomain, envName, qualifiedName } from "../formats.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { formatted, nanos, requiredText } from "../values.ts";
import { hasBackstep } from "./paths.ts";

const ENV_FIELDS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];
const VOLUME_FIELDS = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];
/** Labels of fields that the pod's field selector once had. Source: core pods ConvertDownwardAPIFieldLabel. */
const CONVERTIBLE = new Set([...ENV_FIELDS, ...VOLUME_FIELDS, "spec.restartPolicy", "spec.schedulerName", "status.phase"]);

const fieldRef: Check<[string[]]> = rule(
  "field-ref",
  "core validateObjectFieldSelector",
  "Refer to one of the pod's fields that the downward API offers; labels and annotations by metadata.labels['<key>'].",
  (field, allowed) => {
    const path = field.at("fieldPath");
    if (path.text === "") return path.required();
    const version = field.at("apiVersion").text || "v1";
    if (version !== "v1") return path.invalid(`error converting fieldPath: unsupported pod version: ${version}`);
    const name = path.text === "spec.host" ? "spec.nodeName" : path.text;
    const subscript = /^(.+?)\['(.*)'\]$/s.exec(name);
    if (subscript) {
      const [, base = "", key = ""] = subscript;
      if (base === "metadata.annotations") path.invalidEach(qualifiedName(key.toLowerCase()), key);
      else if (base === "metadata.labels") path.invalidEach(qualifiedName(key), key);
      else path.invalid(`error converting fieldPath: field label does not support subscript: ${name}`);
    } else if (!CONVERTIBLE.has(name)) {
      path.invalid(`error converting fieldPath: field label not supported: ${name}`);
    } else if (!allowed.includes(name)) path.unsupported([...allowed].sort());
  },
);

const RESOURCES = ["cpu", "ephemeral-storage", "memory"];
const RESOURCE_FIELDS = RESOURCES.map((name) => `limits.${name}`).concat(RESOURCES.map((name) => `requests.${name}`));
const BYTES = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

const resourceFieldRef: Check<[inVolume: boolean]> = rule(
  "resource-field-ref",
  "core validateContainerResourceFieldSelector",
  "Refer to limits or requests of cpu, memory, ephemeral-storage or huge pages, with a divisor of one unit.",
  (field, inVolume) => {
    const resource = field.at("resource");
    if (inVolume && field.at("containerName").text === "") field.at("containerName").required();
    else if (resource.text === "") resource.required();
    else if (!RESOURCE_FIELDS.includes(resource.text) && !/^(requests|limits)\.hugepages-/.test(resource.text)) {
      resource.unsupported(RESOURCE_FIELDS);
    }
    divisor(field.at("divisor"), resource.text);
  },
);

function divisor(field: Field, resource: string): void {
  const amount = nanos(field);
  if (amount === undefined || amount === 0n || resource === "") return;
  const text = canonicalQuantity(field.value as string);
  if (resource.endsWith(".cpu")) {
    if (text !== "1m" && text !== "1") field.invalid("only divisor's values 1m and 1 are supported with the cpu resource", resource);
  } else if (!BYTES.includes(text)) {
    const [, name = ""] = resource.split(".");
    const shown = name.startsWith("hugepages") ? "hugepages" : name === "memory" ? name : "local ephemeral storage";
    field.invalid(`only divisor's values ${BYTES.join(", ")} are supported with the ${shown} resource`, resource);
  }
}

const keyRef: Check = fields({
  name: (field) => field.invalidEach(dnsSubdomain(field.text), field.text),
  key: requiredText(configMapKey),
});

const fileKeyRef: Check = fields({
  key: requiredText(envName),
  volumeName: requiredText(dnsLabel),
  path: all(requiredText(), (field) => {
    if (hasBackstep(field.text)) field.invalid("must not contain '..'");
  }),
});

const SOURCES: Record<string, Check> = {
  fieldRef: (field) => fieldRef(field, ENV_FIELDS),
  resourceFieldRef: (field) => resourceFieldRef(field, false),
  configMapKeyRef: keyRef,
  secretKeyRef: keyRef,
  fileKeyRef,
};

const valueFrom: Check = rule(
  "env-value-from",
  "core validateEnvVarValueFrom",
  "Give a variable a value, or exactly one valueFrom source with a name and a key.",
  (variable) => {
    const from = variable.at("valueFrom");
    if (!from.present) return;
    const given = Object.keys(SOURCES).filter((source) => from.at(source).present);
    for (const source of given) lookup(SOURCES, source)?.(from.at(source));
    if (given.length === 0) {
      from.invalid("must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`", "");
    } else if (variable.at("value").text !== "") from.invalid("may not be specified when `value` is not empty", "");
    else if (given.length > 1) from.invalid("may not have more than one field specified at a time", "");
  },
);

const names: Check = rule(
  "env-name",
  "core ValidateEnv",
  "Name variables with printable ASCII characters other than '='.",
  each(fields({ name: requiredText(envName) })),
);

/** The variables of a container. */
export const env: Check = all(names, each(valueFrom));

/** The variables that a container takes over from whole ConfigMaps and Secrets. */
export const envFrom: Check = rule(
  "env-from",
  "core ValidateEnvFrom",
  "Give each entry exactly one of configMapRef and secretRef, by name.",
  each((entry) => {
    formatted(envName)(entry.at("prefix"));
    const sources = [entry.at("configMapRef"), entry.at("secretRef")].filter((source) => source.present);
    for (const source of sources) requiredText(dnsSubdomain)(source.at("name"));
    if (sources.length === 0) entry.invalid("must specify one of: `configMapRef` or `secretRef`", "");
    else if (sources.length > 1) entry.invalid("may not have more than one field specified at a time", "");
  }),
);

/** One file of a downward API volume. */
export const downwardFile: Check = (file) => {
  const [field, resource] = [file.at("fieldRef"), file.at("resourceFieldRef")];
  if (field.present) fieldRef(field, VOLUME_FIELDS);
  else present<[boolean]>(resourceFieldRef)(resource, true);
  if (field.present && resource.present) {
    file.invalid("fieldRef and resourceFieldRef can not be specified simultaneously", "resource");
  } else if (!field.present && !resource.present) file.required("one of fieldRef and resourceFieldRef is required");
};
