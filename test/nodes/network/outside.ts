import { execute } from "../../../scripts/cluster/nodes/kubectl.ts";
import { endInCluster, startInCluster } from "../../../scripts/cluster/nodes/namespaces.ts";
import { NETWORK } from "../../../scripts/cluster/nodes/network.ts";
import type { NodesState } from "../../../scripts/cluster/nodes/state.ts";
import type { Rendered } from "../../support/rendered.ts";
import type { End } from "./semantics.ts";

/** An address in each block that policies name: documentation's own for the whole of the Internet (RFC 5737). */
export function addressesOf(policies: readonly Rendered[]): string[] {
  const peers = policies
    .flatMap(({ spec }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])])
    .flatMap(({ from = [], to = [] }: Rendered) => [...from, ...to]);
  const blocks = peers.flatMap(({ ipBlock }: Rendered) => (ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : []));
  // The nodes have IPv4 alone, and what a pod calls loopback is its own.
  const reachable = [...new Set<string>(blocks)].filter((block) => !block.includes(":") && !block.startsWith("127."));
  return reachable.map((block) => {
    const [base = "", prefix] = block.split("/");
    if (prefix === "32") return base;
    return prefix === "0" ? "203.0.113.7" : base.replace(/\d+$/, "7");
  });
}

/**
 * Gives the machine beside the control plane the addresses and runs a server there: an outside world in a network of our own.
 * @returns what takes it away again
 */
export async function createOutside(state: NodesState, addresses: readonly string[], server: readonly string[]): Promise<() => Promise<void>> {
  const ip = (pid: number, ...args: string[]) => execute("nsenter", [`--target=${pid}`, "--net", "ip", ...args]);
  const each = async (verb: "add" | "del") => {
    for (const address of addresses) {
      await ip(state.holder.inner, "addr", verb, `${address}/32`, "dev", "lo");
      for (const { holder } of state.nodes) await ip(holder.inner, "route", verb, `${address}/32`, "via", NETWORK.controlPlane);
    }
  };
  await each("add");
  const pid = startInCluster(state.holder, server, `${state.directory}/logs/outside.log`);
  return async () => {
    endInCluster(pid);
    await each("del");
  };
}

/** Addresses as ends of connections. */
export function outsideEnds(addresses: readonly string[]): End[] {
  return addresses.map((address) => ({ name: `outside ${address}`, address }));
}
