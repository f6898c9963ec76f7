import type { Manifest } from "../../kubernetes/manifest.ts";

/** The data of the ConfigMaps and Secrets of a namespace, decoded, by "<Kind>/<name>". */
export type Settings = ReadonlyMap<string, Readonly<Record<string, string>>>;

interface KeyRef {
  name: string;
  key: string;
}

interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: { configMapKeyRef?: KeyRef; secretKeyRef?: KeyRef };
}

/** A Deployment or StatefulSet, as far as it is read here. */
export interface Workload extends Manifest {
  spec: { replicas?: number; template: { spec: { containers: { image: string; args?: string[]; env?: EnvVar[] }[] } } };
}

/** Reads ConfigMaps and Secrets into what `environmentOf` resolves references with. */
export function settingsOf(objects: readonly Manifest[]): Settings {
  return new Map(
    objects.map((object) => {
      const data = (object["data"] ?? {}) as Record<string, string>;
      const decode = (value: string) => (object.kind === "Secret" ? Buffer.from(value, "base64").toString() : value);
      return [`${object.kind}/${object.metadata.name}`, Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decode(value)]))];
    }),
  );
}

/**
 * The environment that a kubelet would give the first container: values, and the keys of ConfigMaps and Secrets that are
 * there. Fields of the pod itself are left out. https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export function environmentOf({ spec }: Workload, settings: Settings): Record<string, string> {
  const variables = spec.template.spec.containers[0]?.env ?? [];
  const value = ({ value, valueFrom }: EnvVar) => {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    if (configMapKeyRef) return settings.get(`ConfigMap/${configMapKeyRef.name}`)?.[configMapKeyRef.key];
    return secretKeyRef ? settings.get(`Secret/${secretKeyRef.name}`)?.[secretKeyRef.key] : value;
  };
  return Object.fromEntries(variables.map((each) => [each.name, value(each) ?? ""]).filter(([, text]) => text !== ""));
}
