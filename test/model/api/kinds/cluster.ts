import type { Suite } from "../suite.ts";

export const horizontalPodAutoscaler: Suite = {
  object: {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    },
  },
  accepts: {
    "the older version, without metrics": { "/apiVersion": "autoscaling/v1", "/spec/metrics": undefined, "/spec/targetCPUUtilizationPercentage": 80 },
  },
  rejects: [
    ["hpa-replicas", { "/spec/maxReplicas": 0, "/spec/minReplicas": undefined }, "spec.maxReplicas: Required value: must be set and greater than 0"],
    ["hpa-replicas", { "/spec/minReplicas": 6 }, "spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`"],
    ["hpa-replicas", { "/spec/minReplicas": 0 }, "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1"],
    ["hpa-reference", { "/spec/scaleTargetRef/apiVersion": "v1" }, 'spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group'],
    [
      "hpa-metrics",
      { "/spec/metrics/0/type": "Cpu" },
      'spec.metrics[0].type: Unsupported value: "Cpu": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
    ],
    [
      "hpa-metrics",
      { "/spec/metrics/0/resource/target/averageUtilization": 0 },
      "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0",
    ],
    ["hpa-metrics", { "/spec/metrics/0/resource/target/averageValue": "1" }, "spec.metrics[0].resource.target.averageValue: Forbidden: may not set both"],
    ["hpa-metrics", { "/spec/metrics/0/pods": {} }, "spec.metrics[0].pods: Forbidden: must populate the given metric source only"],
    [
      "hpa-behavior",
      { "/spec/behavior/scaleDown/selectPolicy": "" },
      'spec.behavior.scaleDown.selectPolicy: Unsupported value: "": supported values: "Disabled", "Max", "Min"',
    ],
    [
      "hpa-behavior",
      { "/spec/behavior/scaleDown/stabilizationWindowSeconds": 3601 },
      "spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600",
    ],
    [
      "hpa-behavior",
      { "/spec/behavior/scaleUp": { policies: [{ type: "Pods", value: 0, periodSeconds: 60 }] } },
      "spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero",
    ],
  ],
};

export const podDisruptionBudget: Suite = {
  object: {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "web" },
    spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
  },
  accepts: { "a percentage": { "/spec/minAvailable": "50%" }, "a name that only a URL judges": { "/metadata/name": "Web_1" } },
  rejects: [
    ["disruption-budget", { "/spec/maxUnavailable": 1 }, 'spec: Invalid value: {"maxUnavailable":1,"minAvailable":1,"selector":'],
    ["disruption-budget", { "/spec/minAvailable": "101%" }, 'spec.minAvailable: Invalid value: "101%": must not be greater than 100%'],
    ["disruption-budget", { "/spec/minAvailable": -1 }, "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0"],
    ["disruption-budget", { "/spec/unhealthyPodEvictionPolicy": "Never" }, 'spec.unhealthyPodEvictionPolicy: Unsupported value: "Never"'],
  ],
};

export const role: Suite = {
  object: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "system:reader" },
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
  },
  accepts: {},
  rejects: [
    ["name", { "/metadata/name": "a/b" }, "metadata.name: Invalid value: \"a/b\": may not contain '/'"],
    ["rbac-rule", { "/rules/0/verbs": [] }, "rules[0].verbs: Required value: verbs must contain at least one value"],
    ["rbac-rule", { "/rules/0/apiGroups": undefined }, "rules[0].apiGroups: Required value: resource rules must supply at least one api group"],
    [
      "rbac-rule",
      { "/rules/0": { nonResourceURLs: ["/metrics"], verbs: ["get"] } },
      'rules[0].nonResourceURLs: Invalid value: ["/metrics"]: namespaced rules cannot apply to non-resource URLs',
    ],
  ],
};

export const clusterRole: Suite = {
  object: { ...role.object, kind: "ClusterRole" },
  accepts: { URLs: { "/rules/-": { nonResourceURLs: ["/metrics"], verbs: ["get"] } } },
  rejects: [
    ["rbac-aggregation", { "/aggregationRule": {} }, "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required"],
  ],
};

export const roleBinding: Suite = {
  object: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "reader" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
    subjects: [{ kind: "ServiceAccount", name: "web", namespace: "default" }],
  },
  accepts: {
    "a group": { "/subjects/-": { kind: "Group", name: "ops", apiGroup: "rbac.authorization.k8s.io" } },
    "an omitted group": { "/roleRef/apiGroup": undefined },
  },
  rejects: [
    ["rbac-role-ref", { "/roleRef/kind": "role" }, 'roleRef.kind: Unsupported value: "role": supported values: "Role", "ClusterRole"'],
    ["rbac-role-ref", { "/roleRef/apiGroup": "rbac" }, 'roleRef.apiGroup: Unsupported value: "rbac": supported values: "rbac.authorization.k8s.io"'],
    ["rbac-subject", { "/subjects/0/kind": "Robot" }, 'subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group"'],
    ["rbac-subject", { "/subjects/0/apiGroup": "v1" }, 'subjects[0].apiGroup: Unsupported value: "v1": supported values: ""'],
  ],
};

export const clusterRoleBinding: Suite = {
  object: { ...roleBinding.object, kind: "ClusterRoleBinding", roleRef: { kind: "ClusterRole", name: "reader" } },
  accepts: {},
  rejects: [
    ["rbac-subject", { "/subjects/0/namespace": undefined }, "subjects[0].namespace: Required value"],
    ["rbac-role-ref", { "/roleRef/kind": "Role" }, 'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"'],
  ],
};

export const namespace: Suite = {
  object: { apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } },
  accepts: {},
  rejects: [
    ["name", { "/metadata/name": "team.a" }, 'metadata.name: Invalid value: "team.a": must not contain dots'],
    [
      "pod-security-labels",
      { "/metadata/labels": { "pod-security.kubernetes.io/enforce": "strict" } },
      'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
    ],
    [
      "pod-security-labels",
      { "/metadata/labels": { "pod-security.kubernetes.io/warn-version": "1.36" } },
      'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.36": must be "latest" or "v1.x"',
    ],
    ["namespace-finalizers", { "/spec": { finalizers: ["x"] } }, 'spec.finalizers[0]: Invalid value: "x": name is neither a standard finalizer name'],
  ],
};

export const resourceQuota: Suite = {
  object: {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "q" },
    spec: { hard: { "requests.cpu": "10", pods: "50", "count/jobs.batch": "5", "requests.nvidia.com/gpu": 4 } },
  },
  accepts: {
    "a scope": { "/spec": { hard: { pods: "1" }, scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["high"] }] } } },
  },
  rejects: [
    ["quota-resource-name", { "/spec/hard/storage": "1" }, 'spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
    ["quantity", { "/spec/hard/pods": "1.5" }, 'spec.hard[pods]: Invalid value: "1500m": must be an integer'],
    ["quota-scopes", { "/spec/scopes": ["Slow"] }, 'spec.scopes[0]: Invalid value: "Slow": unsupported scope'],
    [
      "quota-scopes",
      { "/spec": { hard: { secrets: "1" }, scopes: ["Terminating"] } },
      'spec.scopes: Invalid value: ["Terminating"]: unsupported scope applied to resource',
    ],
    [
      "quota-scopes",
      { "/spec": { hard: { pods: "1" }, scopes: ["BestEffort", "NotBestEffort"] } },
      'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
    ],
  ],
};

export const limitRange: Suite = {
  object: {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "l" },
    spec: {
      limits: [
        { type: "Container", min: { cpu: "50m" }, defaultRequest: { cpu: "100m" }, default: { cpu: 1 }, max: { cpu: 4 } },
        { type: "PersistentVolumeClaim", max: { storage: "1Ti" } },
      ],
    },
  },
  accepts: {},
  rejects: [
    ["limit-range-type", { "/spec/limits/1/type": "Container", "/spec/limits/1/max": { cpu: 1 } }, 'spec.limits[1].type: Duplicate value: "Container"'],
    ["limit-range-type", { "/spec/limits/1/max": {} }, "spec.limits[1]: Required value: either minimum or maximum storage value is required"],
    ["limit-range-order", { "/spec/limits/0/default/cpu": 5 }, "spec.limits[0].default[cpu]: Invalid value: 5: default value 5 is greater than max value 4"],
    [
      "limit-range-order",
      { "/spec/limits/0/defaultRequest/cpu": "10m" },
      'spec.limits[0].defaultRequest[cpu]: Invalid value: "10m": min value 50m is greater than default request value 10m',
    ],
    [
      "limit-range-order",
      { "/spec/limits/0/maxLimitRequestRatio": { cpu: "500m" } },
      'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1',
    ],
  ],
};

export const configMap: Suite = {
  object: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" }, data: { "app.conf": "x" }, binaryData: { logo: "aGVsbG8=" } },
  accepts: {
    nothing: { "/data": undefined, "/binaryData": undefined },
    "a value of just under a mebibyte": { "/data/app.conf": "x".repeat(1024 * 1024 - 10) },
  },
  rejects: [
    ["config-keys", { "/data/a b": "x" }, 'data[a b]: Invalid value: "a b": a valid config key must consist of'],
    ["config-keys", { "/data/..x": "x" }, "data[..x]: Invalid value: \"..x\": must not start with '..'"],
    ["config-size", { "/data/app.conf": "é".repeat(600 * 1024) }, "data: Too long: may not be more than 1048576 bytes"],
    ["config-key-once", { "/binaryData/app.conf": "aGVsbG8=" }, 'data[app.conf]: Invalid value: "app.conf": duplicate of key present in binaryData'],
    ["base64", { "/binaryData/logo": "hello!" }, 'binaryData[logo]: Invalid value: "<contents redacted>": illegal base64 data'],
  ],
};

export const secret: Suite = {
  object: { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, type: "kubernetes.io/tls", data: { "tls.crt": "eA==" }, stringData: { "tls.key": "x" } },
  accepts: { "another type": { "/type": "example.com/own" } },
  rejects: [
    ["secret-type", { "/stringData": undefined }, "data[tls.key]: Required value"],
    [
      "secret-type",
      { "/type": "kubernetes.io/dockerconfigjson", "/stringData": { ".dockerconfigjson": "{" } },
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>"',
    ],
    ["base64", { "/data/tls.crt": "-----BEGIN" }, 'data[tls.crt]: Invalid value: "<contents redacted>": illegal base64 data'],
    ["config-keys", { "/stringData/a b": "x" }, 'stringData[a b]: Invalid value: "a b": a valid config key'],
  ],
};

export const serviceAccount: Suite = {
  object: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "web" }, automountServiceAccountToken: false },
  accepts: {},
  rejects: [["service-account-secrets", { "/secrets": [{ name: "a" }, { name: "a" }] }, 'secrets[1]: duplicate entries for key [name="a"]']],
};

export const priorityClass: Suite = {
  object: { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "high" }, value: 1000 },
  accepts: { "a system class as it is": { "/metadata/name": "system-node-critical", "/value": 2000001000 } },
  rejects: [
    ["priority-class", { "/value": 1000000001 }, "value: Forbidden: maximum allowed value of a user defined priority is 1000000000"],
    [
      "priority-class",
      { "/metadata/name": "system-mine" },
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known",
    ],
    ["priority-class", { "/preemptionPolicy": "Always" }, 'preemptionPolicy: Unsupported value: "Always": supported values: "PreemptLowerPriority", "Never"'],
  ],
};

export const lease: Suite = {
  object: { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "l" }, spec: { leaseDurationSeconds: 15 } },
  accepts: {},
  rejects: [
    ["lease", { "/spec/leaseDurationSeconds": 0 }, "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0"],
    ["micro-time", { "/spec/renewTime": "2026-01-31T12:00:00Z" }, 'spec.renewTime: parsing time "2026-01-31T12:00:00Z"'],
  ],
};

export const runtimeClass: Suite = {
  object: {
    apiVersion: "node.k8s.io/v1",
    kind: "RuntimeClass",
    metadata: { name: "nvidia" },
    handler: "nvidia",
    scheduling: { nodeSelector: { gpu: "true" }, tolerations: [{ key: "gpu", operator: "Exists" }] },
  },
  accepts: { "any finalizer": { "/metadata/finalizers": ["guard"] } },
  rejects: [
    ["runtime-class", { "/handler": "Nvidia" }, 'handler: Invalid value: "Nvidia": a lowercase RFC 1123 label'],
    [
      "runtime-class",
      { "/scheduling/tolerations/-": { key: "gpu", operator: "Exists" } },
      'scheduling.tolerations[1]: Duplicate value: {"key":"gpu","operator":"Exists"}',
    ],
  ],
};

export const customResourceDefinition: Suite = {
  object: {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "widgets.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { plural: "widgets", singular: "widget", kind: "Widget" },
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
    },
  },
  accepts: {},
  rejects: [
    ["crd-names", { "/metadata/name": "widget.example.com" }, 'metadata.name: Invalid value: "widget.example.com": must be spec.names.plural+"."+spec.group'],
    [
      "schema-type",
      { "/spec/versions/0/schema/openAPIV3Schema": {} },
      "spec.versions[0].schema.openAPIV3Schema.type: Required value: must not be empty at the root",
    ],
    ["crd-versions", { "/spec/versions/0/storage": false }, "spec.versions: Invalid value: "],
    ["crd-versions", { "/spec/versions/0/schema": undefined }, "spec.versions[0].schema.openAPIV3Schema: Required value"],
  ],
};

export const customResource: Suite = {
  object: {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "web", finalizers: ["resources-finalizer.argocd.argoproj.io"] },
    spec: {},
  },
  accepts: {},
  rejects: [["name", { "/metadata/name": "Web" }, 'metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain']],
};
