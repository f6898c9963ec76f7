import { valueAt } from "../kubernetes/json-pointer.ts";
import { isBuiltIn } from "../kubernetes/scope.ts";
import type { UnknownField } from "../schema/compile.ts";
import type { SchemaError } from "../schema/schema-error.ts";

/**
 * Where the API has a field named description.
 *
 * The generator of the typed models takes every description out of a schema, properties of that name included
 * (kubernetes-models 5.1.0: PriorityClass has one in its .d.ts and none in its validator), so the validators cannot tell.
 */
const DESCRIBED: Readonly<Record<string, RegExp>> = {
  "argoproj.io/AppProject": /^\/spec\/((roles|syncWindows)\/\d+\/)?description$/,
  "apiextensions.k8s.io/CustomResourceDefinition": /^\/spec\/versions\/\d+\/(additionalPrinterColumns\/\d+|schema\/openAPIV3Schema(\/.*)?)\/description$/,
  "gateway.networking.k8s.io/GatewayClass": /^\/spec\/description$/,
  "monitoring.coreos.com/AlertmanagerConfig": /^\/spec\/receivers\/\d+\/(pagerdutyConfigs|opsgenieConfigs)\/\d+\/description$/,
  "scheduling.k8s.io/PriorityClass": /^\/description$/,
};

/** The extensions of a CRD's schema have names that no model can list. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ */
const EXTENSION = /\/openAPIV3Schema\/(?:.*\/)?x-kubernetes-[\w-]+$/;

/**
 * Tells the fields that the validators miss apart from those that are unknown.
 * @returns what is unknown indeed, and an error for each description that is no text
 */
export function knowMore(
  object: object,
  unknown: readonly UnknownField[],
  apiVersion: string,
  kind: string,
): { unknown: UnknownField[]; errors: SchemaError[] } {
  const described = DESCRIBED[`${apiVersion.slice(0, apiVersion.indexOf("/"))}/${kind}`];
  const isExtension = ({ path }: UnknownField) => kind === "CustomResourceDefinition" && EXTENSION.test(path);
  const descriptions = unknown.filter(({ path }) => described?.test(path));
  const errors = descriptions.flatMap(({ path }): SchemaError[] => {
    const value = valueAt(object, path);
    return typeof value === "string" || (value === null && isBuiltIn(apiVersion)) ? [] : [{ instancePath: path, keyword: "type", params: { type: "string" } }];
  });
  return { unknown: unknown.filter((field) => !descriptions.includes(field) && !isExtension(field)), errors };
}
