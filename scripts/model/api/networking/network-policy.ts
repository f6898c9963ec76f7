import { portName } from "../formats.ts";
import { cidr, isStrictSubset, parseRange } from "../ip.ts";
import { labelSelector } from "../label-selector.ts";
import { all, type Check, each, fields, rule } from "../rule.ts";
import { listed, oneOf, portNumber } from "../values.ts";

const ports: Check = rule(
  "network-policy-ports",
  "networking ValidateNetworkPolicyPort",
  "Name a port from 1 to 65535 or a container port's name; endPort needs a number that is not above it.",
  each((field) => {
    const [port, end] = [field.at("port"), field.at("endPort")];
    listed("TCP", "UDP", "SCTP")(field.at("protocol"));
    if (typeof port.value === "string") {
      port.invalidEach(portName(port.text));
      if (end.present) end.invalid("may not be specified when `port` is non-numeric");
    } else if (port.number !== undefined) {
      portNumber(port);
      if (end.number !== undefined && end.number < port.number) {
        end.invalid("must be greater than or equal to `port`", port.number);
      }
      portNumber(end);
    } else if (end.present) end.invalid("may not be specified when `port` is not specified");
  }),
);

const ipBlock: Check = (block) => {
  const whole = block.at("cidr");
  if (whole.text === "") return whole.required();
  whole.invalidEach(cidr(whole.text));
  const outer = parseRange(whole.text);
  for (const except of block.at("except").items) {
    const inner = parseRange(except.text);
    except.invalidEach(cidr(except.text));
    if (outer && inner && !isStrictSubset(inner, outer)) except.invalid("must be a strict subset of `cidr`");
  }
};

const peers: Check = rule(
  "network-policy-peer",
  "networking ValidateNetworkPolicyPeer, ValidateIPBlock",
  "Give each peer selectors or an ipBlock, not both; except must lie within cidr.",
  each((peer) => {
    const [pods, namespaces, block] = peer.places("podSelector", "namespaceSelector", "ipBlock");
    if (!pods.present && !namespaces.present && !block.present) peer.required("must specify a peer");
    if (block.present && (pods.present || namespaces.present)) {
      peer.forbidden("may not specify both ipBlock and another peer");
    }
    if (block.present) ipBlock(block);
  }),
);

const selectors: Check = each(fields({ podSelector: labelSelector, namespaceSelector: labelSelector }));

const types: Check = rule("network-policy-types", "networking ValidateNetworkPolicySpec", "Use Ingress and Egress, each once.", (field) => {
  if (field.size > 2) return field.invalid("may not specify more than two policyTypes");
  each(oneOf("Ingress", "Egress"))(field);
});

/** NetworkPolicy, networking.k8s.io/v1. */
export const networkPolicy: Check = fields({
  spec: fields({
    podSelector: labelSelector,
    policyTypes: types,
    ingress: each(fields({ ports, from: all(selectors, peers) })),
    egress: each(fields({ ports, to: all(selectors, peers) })),
  }),
});
