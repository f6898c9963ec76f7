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

/** Whether a kind has a field named description at a JSON pointer. */
export function isDescription(apiVersion: string, kind: string, pointer: string): boolean {
  return DESCRIBED[`${apiVersion.slice(0, apiVersion.indexOf("/"))}/${kind}`]?.test(pointer) ?? false;
}
