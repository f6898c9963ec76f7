import type { Manifest } from "../kubernetes/manifest.ts";
import { type Fields, items, spec, strings } from "./manifest-fields.ts";

/** "ingress from app=web on 8080", a line for each peer and port of each rule. */
export function flowsOf(policy: Manifest): string[] {
  const directions = [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const;
  return directions.flatMap(([direction, side]) =>
    items(spec(policy), direction).flatMap((rule) => {
      const peers = items(rule, side).map(peerName);
      const ports = items(rule, "ports").map(
        ({ protocol = "TCP", port = "every port", endPort }) => `${protocol} ${port}${endPort === undefined ? "" : `-${endPort}`}`,
      );
      return (peers.length > 0 ? peers : ["everywhere"]).flatMap((peer) =>
        (ports.length > 0 ? ports : ["every port"]).map((port) => `${direction} ${side} ${peer} on ${port}`),
      );
    }),
  );
}

function peerName({ ipBlock, namespaceSelector, podSelector }: Fields): string {
  if (ipBlock) return String((ipBlock as Fields)["cidr"]);
  const pods = podSelector === undefined ? "every pod" : selectorName(podSelector, "every pod");
  return namespaceSelector === undefined ? pods : `${pods} of ${selectorName(namespaceSelector, "every namespace")}`;
}

function selectorName(selector: unknown, all: string): string {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as { matchLabels?: Record<string, string>; matchExpressions?: Fields[] };
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key.replace("kubernetes.io/metadata.name", "namespace")}=${value}`),
    ...matchExpressions.map(({ key, operator, values }) => `${key} ${operator} ${strings(values).join("/")}`.trim()),
  ];
  return parts.join(",") || all;
}
