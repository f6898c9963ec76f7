import { NETWORK } from "../../../scripts/cluster/nodes/network.ts";
import type { Rendered } from "../../support/rendered.ts";
import { program, type TestCluster } from "../cluster.ts";
import { type Actor, actorsOf, podOf, portsOf } from "../network/actors.ts";
import { type Flow, flowsBetween, settle, tryFlows } from "../network/flows.ts";
import { addressesOf, createOutside, outsideEnds } from "../network/outside.ts";
import { type End, isAllowed } from "../network/semantics.ts";
import type { Facts, Story } from "../story.ts";
import { environment, environments } from "../trees.ts";

/**
 * Every flow between pods that policies tell apart, and addresses that they name, is tried on real nodes and compared with
 * what the API says of the rendered policies. First without policies, where all must be open: what is refused after is
 * refused by them.
 */
export const networkPolicies: Story = {
  name: "network-policies",
  async tell(cluster) {
    const facts: Facts = {};
    for (const name of environments()) Object.assign(facts, prefixed(name, await tryEnvironment(cluster, environment(name))));
    return facts;
  },
};

async function tryEnvironment(cluster: TestCluster, objects: readonly Rendered[]): Promise<Facts> {
  const policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
  const actors = actorsOf(objects);
  const ports = portsOf(policies, actors);
  const addresses = addressesOf(policies);
  const namespaces = namespacesOf(objects, actors);
  const pods = actors.map((actor) => podOf(actor, ports));
  await cluster.provideImages(pods);
  await cluster.apply(namespaces);
  await cluster.delete(policies);
  const probe = await program("probe");
  const removeOutside = await createOutside(cluster.state, addresses, [probe, "listen", ...ports.filter((port) => port !== NETWORK.apiServerPort).map(String)]);
  try {
    await cluster.apply(pods);
    const ends = await Promise.all(actors.map((actor) => endOf(cluster, actor, namespaces)));
    const control: End = { name: "the machine beside", address: NETWORK.controlPlane };
    const dns = (await dnsEnds(cluster)).flatMap((to) => ends.map((from) => ({ from, to, port: 53 })));
    const flows = [...flowsBetween([...ends, control], [...ends, ...outsideEnds(addresses)], ports), ...dns];
    const ask = (some: readonly Flow[]) => tryFlows(cluster, probe, some);
    await settle(flows, () => true, ask, "without policies");
    await cluster.apply(policies);
    const expected = (flow: Flow) => isAllowed(policies, flow.from, flow.to, flow.port);
    await settle(flows, expected, ask, "with policies");
    const allowed = flows.filter(expected).length;
    // One without a rule opens nothing, and may deny what another denies already.
    const opening = policies.filter(({ spec }) => (spec.ingress ?? []).length + (spec.egress ?? []).length > 0);
    const idle = opening.filter((policy) => flows.every((flow) => expected(flow) === isAllowed(without(policies, policy), flow.from, flow.to, flow.port)));
    if (idle.length > 0) throw new Error(`no flow tells whether these policies are there: ${idle.map(({ metadata }) => metadata.name).join(", ")}`);
    return { policies: policies.length, "flows allowed": allowed, "flows refused": flows.length - allowed };
  } finally {
    await cluster.delete([...pods, ...policies]);
    await removeOutside();
  }
}

/** The pods of cluster DNS themselves, which answer by TCP too. */
async function dnsEnds(cluster: TestCluster): Promise<End[]> {
  const namespace = "kube-system";
  const { items } = await cluster.get(`--namespace=${namespace}`, "pods", "--selector=k8s-app=kube-dns");
  return items.map(({ metadata, status }: Rendered) => ({
    name: `${namespace}/${metadata.name}`,
    address: status.podIP,
    pod: { namespace, namespaceLabels: { "kubernetes.io/metadata.name": namespace }, labels: metadata.labels, ports: {} },
  }));
}

async function endOf(cluster: TestCluster, { name, namespace, labels, ports }: Actor, namespaces: readonly Rendered[]): Promise<End> {
  const pod = `probe-${name}`;
  await cluster.kubectl([`--namespace=${namespace}`, "wait", `pod/${pod}`, "--for=condition=Ready", "--timeout=120s"]);
  const { status } = await cluster.get(`--namespace=${namespace}`, "pod", pod);
  const own = namespaces.find(({ metadata }) => metadata.name === namespace)?.metadata.labels ?? {};
  return {
    name: `${namespace}/${pod}`,
    address: status.podIP,
    pod: { namespace, namespaceLabels: { ...own, "kubernetes.io/metadata.name": namespace }, labels, ports },
  };
}

/** The rendered namespaces, with the security that they enforce, and bare ones for what no tree renders. */
function namespacesOf(objects: readonly Rendered[], actors: readonly Actor[]): Rendered[] {
  const rendered = objects.filter(({ kind }) => kind === "Namespace");
  const names = new Set(actors.map(({ namespace }) => namespace).filter((name) => !rendered.some(({ metadata }) => metadata.name === name)));
  return [...rendered, ...[...names].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }))];
}

function without(policies: readonly Rendered[], policy: Rendered): Rendered[] {
  return policies.filter((each) => each !== policy);
}

function prefixed(prefix: string, facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${prefix}, ${name}`, value]));
}
