import type { Manifest } from "../../kubernetes/manifest.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { at, list } from "./fields.ts";

/**
 * The hosts that the environments claim by an Ingress or a route of the Gateway API, each with its environments.
 * @param members the rendered objects by environment
 */
export function hostsOf(members: ReadonlyMap<string, readonly RenderedObject[]>): Map<string, string[]> {
  const claims = [...members].flatMap(([environment, objects]) => objects.flatMap(({ manifest }) => hostsIn(manifest).map((host) => ({ host, environment }))));
  const byHost = Map.groupBy(claims, ({ host }) => host);
  return new Map([...byHost].map(([host, all]) => [host, [...new Set(all.map(({ environment }) => environment))].sort()]));
}

function hostsIn(manifest: Manifest): string[] {
  const group = String(manifest.apiVersion).split("/")[0];
  const hosts =
    group === "networking.k8s.io" && manifest.kind === "Ingress"
      ? list(at(manifest, "spec", "rules")).map((rule) => at(rule, "host"))
      : group === "gateway.networking.k8s.io"
        ? list(at(manifest, "spec", "hostnames"))
        : [];
  return hosts.filter((host): host is string => typeof host === "string" && host !== "");
}
