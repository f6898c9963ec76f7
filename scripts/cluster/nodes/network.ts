/** The addresses of a cluster of real nodes. They exist in its own network namespaces only, so every cluster has the same. */
export const NETWORK = {
  /** Of the bridge between the nodes, where the control plane answers. */
  controlPlane: "10.99.0.254",
  services: "10.96.0.0/16",
  /** The first of the services is the API server's own, by definition. */
  kubernetesService: "10.96.0.1",
  dns: "10.96.0.10",
  pods: "10.244.0.0/16",
  domain: "cluster.local",
  apiServerPort: 6443,
} as const;

/** A node, its address on the bridge and the addresses of its pods. */
export interface NodeAddress {
  name: string;
  address: string;
  pods: string;
}

/** The nodes of a cluster, numbered from 1. */
export function nodeAddresses(count: number): NodeAddress[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `node-${index + 1}`,
    address: `10.99.0.${index + 1}`,
    pods: `10.244.${index + 1}.0/24`,
  }));
}

/**
 * What `ip -batch` sets up between the nodes: a bridge, and no route that leads out of it. That nothing dials outside is not
 * asked of any program: the kernel has no way there.
 */
export function controlPlaneNetwork(nodes: readonly NodeAddress[]): string[] {
  return [
    "link set lo up",
    "link add nodes type bridge",
    `addr add ${NETWORK.controlPlane}/24 dev nodes`,
    "link set nodes up",
    ...nodes.map(({ pods, address }) => `route add ${pods} via ${address}`),
  ];
}

/** The same for one node. Addresses of services are given a route so that a packet to one leaves its socket, and is then rewritten. */
export function nodeNetwork(node: NodeAddress, nodes: readonly NodeAddress[]): string[] {
  return [
    "link set lo up",
    `addr add ${node.address}/24 dev eth0`,
    "link set eth0 up",
    `route add ${NETWORK.services} dev eth0`,
    ...nodes.filter(({ name }) => name !== node.name).map(({ pods, address }) => `route add ${pods} via ${address}`),
  ];
}
