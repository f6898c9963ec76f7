import type { Suite } from "../suite.ts";

const subject = { kind: "ServiceAccount", serviceAccount: { name: "runner", namespace: "default" } };

export const flowSchema: Suite = {
  object: {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1",
    kind: "FlowSchema",
    metadata: { name: "batch" },
    spec: {
      priorityLevelConfiguration: { name: "low" },
      matchingPrecedence: 1000,
      rules: [
        {
          subjects: [subject],
          resourceRules: [{ apiGroups: ["*"], resources: ["pods"], verbs: ["list"], namespaces: ["default"] }],
          nonResourceRules: [{ verbs: ["get"], nonResourceURLs: ["/healthz", "/apis/*"] }],
        },
      ],
    },
  },
  accepts: {
    "a cluster-wide rule": { "/spec/rules/0/resourceRules/0/namespaces": undefined, "/spec/rules/0/resourceRules/0/clusterScope": true },
    "every service account": { "/spec/rules/0/subjects/0/serviceAccount/name": "*" },
    "no precedence, which is defaulted": { "/spec/matchingPrecedence": undefined },
  },
  rejects: [
    ["flow-schema", { "/spec/matchingPrecedence": 1 }, "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have"],
    ["flow-schema", { "/spec/matchingPrecedence": 10001 }, "spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000"],
    ["flow-schema", { "/spec/priorityLevelConfiguration": null }, "spec.priorityLevelConfiguration.name: Required value: must reference a priority level"],
    ["flow-schema", { "/spec/distinguisherMethod": { type: "ByHost" } }, "spec.distinguisherMethod.type: Unsupported value"],
    ["flow-subject", { "/spec/rules/0/subjects/0/kind": "Robot" }, 'spec.rules[0].subjects[0].kind: Unsupported value: "Robot"'],
    [
      "flow-subject",
      { "/spec/rules/0/subjects/0/user": { name: "a" } },
      "spec.rules[0].subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'",
    ],
    ["flow-subject", { "/spec/rules/0/subjects/0/serviceAccount/namespace": "" }, "spec.rules[0].subjects[0].serviceAccount.namespace: Required value"],
    ["flow-rule", { "/spec/rules/0/subjects": [] }, "spec.rules[0].subjects: Required value: subjects must contain at least one value"],
    ["flow-rule", { "/spec/rules/0/resourceRules/0/verbs": ["look"] }, "spec.rules[0].resourceRules[0].verbs: Unsupported value"],
    ["flow-rule", { "/spec/rules/0/resourceRules/0/apiGroups": ["*", "apps"] }, "spec.rules[0].resourceRules[0].apiGroups: Invalid value"],
    ["flow-rule", { "/spec/rules/0/nonResourceRules/0/nonResourceURLs": ["/a*"] }, "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value"],
  ],
};

export const priorityLevelConfiguration: Suite = {
  object: {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1",
    kind: "PriorityLevelConfiguration",
    metadata: { name: "low" },
    spec: { type: "Limited", limited: { limitResponse: { type: "Queue", queuing: { queues: 16, handSize: 4, queueLengthLimit: 50 } } } },
  },
  accepts: { "queues by default": { "/spec/limited/limitResponse/queuing": {} } },
  rejects: [
    ["priority-level", { "/spec/type": "Few" }, 'spec.type: Unsupported value: "Few": supported values: "Exempt", "Limited"'],
    ["priority-level", { "/spec/limited": undefined }, "spec.limited: Required value: must not be empty when type is Limited"],
    ["priority-level", { "/spec/exempt": {} }, "spec.exempt: Forbidden: must be nil if the type is Limited"],
    ["priority-level-limits", { "/spec/limited/lendablePercent": 101 }, "spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100"],
    ["priority-level-limits", { "/spec/limited/limitResponse/type": "Reject" }, "spec.limited.limitResponse.queuing: Forbidden"],
    ["priority-level-queues", { "/spec/limited/limitResponse/queuing/handSize": 17 }, "spec.limited.limitResponse.queuing.handSize: Invalid value: 17"],
    [
      "priority-level-queues",
      { "/spec/limited/limitResponse/queuing/handSize": 16 },
      "spec.limited.limitResponse.queuing.handSize: Invalid value: 16: required entropy bits of deckSize 16 and handSize 16 should not be greater than 60",
    ],
  ],
};

export const endpoints: Suite = {
  object: {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: { name: "legacy" },
    subsets: [{ addresses: [{ ip: "192.0.2.20" }], ports: [{ name: "http", port: 80 }] }],
  },
  accepts: { "one port without a name": { "/subsets/0/ports": [{ port: 80 }] } },
  rejects: [
    ["endpoints-subset", { "/subsets/0/addresses": [] }, "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`"],
    ["endpoints-address", { "/subsets/0/addresses/0/ip": "127.0.0.1" }, 'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback'],
    ["endpoints-ports", { "/subsets/0/ports/0/port": 0 }, "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive"],
    ["endpoints-ports", { "/subsets/0/ports/-": { port: 81 } }, "subsets[0].ports[1].name: Required value"],
  ],
};

export const node: Suite = {
  object: { apiVersion: "v1", kind: "Node", metadata: { name: "n" }, spec: { podCIDR: "10.0.0.0/24", taints: [{ key: "gpu", effect: "NoSchedule" }] } },
  accepts: { "one key with two effects": { "/spec/taints/-": { key: "gpu", effect: "NoExecute" } } },
  rejects: [
    ["node-taints", { "/spec/taints/0/effect": "Never" }, 'spec.taints[0].effect: Unsupported value: "Never"'],
    ["node-taints", { "/spec/taints/-": { key: "gpu", effect: "NoSchedule" } }, "spec.taints[1]: Duplicate value"],
    ["node-pod-range", { "/spec/podCIDR": "10.0.0.0" }, 'spec.podCIDR: Invalid value: "10.0.0.0": must be a valid CIDR value'],
  ],
};

export const event: Suite = {
  object: {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "started", namespace: "jobs" },
    involvedObject: { kind: "Pod", name: "a", namespace: "jobs" },
  },
  accepts: {
    "an event of the newer API": {
      "/eventTime": "2026-01-31T12:00:00.000000Z",
      "/reportingComponent": "example.com/agent",
      "/reportingInstance": "agent-0",
      "/action": "Start",
      "/reason": "Started",
    },
  },
  rejects: [
    ["event", { "/involvedObject/namespace": "other" }, 'involvedObject.namespace: Invalid value: "other": does not match event.namespace'],
    [
      "event",
      { "/eventTime": "2026-01-31T12:00:00.000000Z", "/reportingComponent": "agent", "/reportingInstance": "a", "/reason": "Started" },
      "action: Required value",
    ],
  ],
};

const request = { name: "gpu", exactly: { deviceClassName: "gpu.example.com", allocationMode: "ExactCount", count: 1 } };

export const deviceClass: Suite = {
  object: {
    apiVersion: "resource.k8s.io/v1",
    kind: "DeviceClass",
    metadata: { name: "gpu.example.com" },
    spec: { selectors: [{ cel: { expression: 'device.driver == "gpu.example.com" && device.attributes["gpu.example.com"].model == "a"' } }] },
  },
  accepts: { "parameters for the driver": { "/spec/config": [{ opaque: { driver: "gpu.example.com", parameters: { a: 1 } } }] } },
  rejects: [
    ["device-selectors", { "/spec/selectors/0/cel": null }, "spec.selectors[0].cel: Required value"],
    ["device-selectors", { "/spec/selectors/0/cel/expression": "device.drive == 1" }, 'spec.selectors[0].cel.expression: Invalid value: "device.drive == 1"'],
    ["device-selectors", { "/spec/selectors/0/cel/expression": '"text"' }, "spec.selectors[0].cel.expression: Invalid value: "],
    ["device-configuration", { "/spec/config": [{}] }, "spec.config[0].opaque: Required value"],
  ],
};

export const resourceClaimTemplate: Suite = {
  object: { apiVersion: "resource.k8s.io/v1", kind: "ResourceClaimTemplate", metadata: { name: "gpu" }, spec: { spec: { devices: { requests: [request] } } } },
  accepts: {
    "all devices": { "/spec/spec/devices/requests/0/exactly": { deviceClassName: "gpu.example.com", allocationMode: "All" } },
    alternatives: { "/spec/spec/devices/requests/0": { name: "gpu", firstAvailable: [{ name: "big", deviceClassName: "gpu.example.com" }] } },
  },
  rejects: [
    ["device-requests", { "/spec/spec/devices/requests/-": request }, 'spec.spec.devices.requests[1]: Duplicate value: "gpu"'],
    ["device-requests", { "/spec/spec/devices/requests/0/exactly": null }, "spec.spec.devices.requests[0]: Required value: exactly one of"],
    [
      "device-class-name",
      { "/spec/spec/devices/requests/0/exactly/deviceClassName": "" },
      "spec.spec.devices.requests[0].exactly.deviceClassName: Required value",
    ],
    ["device-count", { "/spec/spec/devices/requests/0/exactly/count": -1 }, "spec.spec.devices.requests[0].exactly.count: Invalid value: -1"],
    [
      "device-tolerations",
      { "/spec/spec/devices/requests/0/exactly/tolerations": [{ key: "a", operator: "Exists", value: "b" }] },
      'spec.spec.devices.requests[0].exactly.tolerations[0].value: Invalid value: "b": must be empty for operator `Exists`',
    ],
    ["device-constraints", { "/spec/spec/devices/constraints": [{ requests: ["gpu"] }] }, "spec.spec.devices.constraints[0]: Required value"],
  ],
};
