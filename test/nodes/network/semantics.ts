import { BlockList, isIP } from "node:net";
import type { Rendered } from "../../support/rendered.ts";

/** One end of a connection: a pod, or an address outside of the cluster where there are no labels. */
export interface End {
  name: string;
  address: string;
  pod?: { namespace: string; namespaceLabels: Labels; labels: Labels /** Names of ports. */; ports: Record<string, number> };
}

type Labels = Record<string, string>;
type Direction = "ingress" | "egress";

/**
 * Whether the policies let a TCP connection pass, by the letter of the API and nobody's implementation.
 * https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function isAllowed(policies: readonly Rendered[], from: End, to: End, port: number): boolean {
  return admits(policies, "egress", from, to, to, port) && admits(policies, "ingress", to, from, to, port);
}

/** A pod that no policy isolates in a direction is open there; else one rule of one policy has to fit. */
function admits(policies: readonly Rendered[], direction: Direction, own: End, peer: End, target: End, port: number): boolean {
  const isolating = policies.filter((policy) => isolates(policy, direction, own));
  if (isolating.length === 0) return true;
  const rules = isolating.flatMap(({ spec, metadata }) => (spec[direction] ?? []).map((rule: Rendered) => ({ rule, namespace: metadata.namespace })));
  return rules.some(({ rule, namespace }) => {
    const peers: Rendered[] = rule[direction === "ingress" ? "from" : "to"] ?? [];
    const ports: Rendered[] = rule.ports ?? [];
    return (
      (peers.length === 0 || peers.some((each) => isPeer(each, namespace, peer))) && (ports.length === 0 || ports.some((each) => isPort(each, target, port)))
    );
  });
}

function isolates({ spec, metadata }: Rendered, direction: Direction, { pod }: End): boolean {
  if (pod === undefined || pod.namespace !== metadata.namespace || !selects(spec.podSelector, pod.labels)) return false;
  const types: string[] = spec.policyTypes ?? ["Ingress", ...(spec.egress === undefined ? [] : ["Egress"])];
  return types.some((type) => type.toLowerCase() === direction);
}

function isPeer({ ipBlock, podSelector, namespaceSelector }: Rendered, namespace: string, { address, pod }: End): boolean {
  if (ipBlock) return contains([ipBlock.cidr], address) && !contains(ipBlock.except ?? [], address);
  if (pod === undefined) return false;
  const inNamespace = namespaceSelector ? selects(namespaceSelector, pod.namespaceLabels) : pod.namespace === namespace;
  return inNamespace && (podSelector === undefined || selects(podSelector, pod.labels));
}

function isPort({ port, endPort, protocol = "TCP" }: Rendered, { pod }: End, wanted: number): boolean {
  if (protocol !== "TCP") return false;
  if (port === undefined) return true;
  if (typeof port === "string") return pod?.ports[port] === wanted;
  return wanted >= port && wanted <= (endPort ?? port);
}

function selects({ matchLabels = {}, matchExpressions = [] }: Rendered, labels: Labels): boolean {
  const fits = ({ key, operator, values = [] }: { key: string; operator: string; values?: string[] }): boolean => {
    const value = labels[key];
    if (operator === "Exists") return value !== undefined;
    if (operator === "DoesNotExist") return value === undefined;
    const among = value !== undefined && values.includes(value);
    return operator === "In" ? among : !among;
  };
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(fits);
}

/** Blocks of the other family of addresses are left out: to BlockList an address of version 4 is one of version 6 too. */
function contains(blocks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const [base = "", prefix] of blocks.map((block) => block.split("/")))
    if (isIP(base) === isIP(address)) list.addSubnet(base, Number(prefix), `ipv${isIP(base) as 4 | 6}`);
  return list.check(address, `ipv${isIP(address) as 4 | 6}`);
}
