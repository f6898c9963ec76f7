import type { Suite } from "../suite.ts";

const C = "/spec/containers/0";

/** A pod with one of everything: what a pod's spec must keep to holds for every workload's template. */
export const pod: Suite = {
  object: {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "app", namespace: "default", labels: { app: "app" } },
    spec: {
      securityContext: { runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "app",
          image: "registry.example.com/app:1.0",
          ports: [{ name: "http", containerPort: 8080 }],
          env: [{ name: "MODE", value: "fast" }],
          envFrom: [{ configMapRef: { name: "settings" } }],
          resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { memory: "1Gi", "nvidia.com/gpu": 1 } },
          volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
          livenessProbe: { httpGet: { path: "/healthz", port: "http" } },
          readinessProbe: { tcpSocket: { port: 8080 }, successThreshold: 2 },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      ],
      initContainers: [{ name: "setup", image: "registry.example.com/setup:1.0" }],
      volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
    },
  },
  accepts: {
    "a volume without a type, which is an emptyDir": { "/spec/volumes/0": { name: "tmp" } },
    "any printable name of a variable": { [`${C}/env/0/name`]: "my var:1" },
    "a label of the pod as a variable": { [`${C}/env/0`]: { name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } } },
    "a device that is requested as it is limited": { [`${C}/resources/requests/nvidia.com~1gpu`]: "1" },
    "huge pages beside memory": { [`${C}/resources/limits/hugepages-2Mi`]: "4Mi", [`${C}/resources/requests/hugepages-2Mi`]: "4Mi" },
    "a sidecar with a probe": { "/spec/initContainers/0/restartPolicy": "Always", "/spec/initContainers/0/startupProbe": { grpc: { port: 9000 } } },
    "a probe's zeros, which are defaulted": { [`${C}/livenessProbe/successThreshold`]: 0, [`${C}/livenessProbe/timeoutSeconds`]: 0 },
    "a sleep before the end": { [`${C}/lifecycle`]: { preStop: { sleep: { seconds: 30 } } } },
    "a toleration of everything": { "/spec/tolerations": [{ operator: "Exists" }] },
    "an image volume": { "/spec/volumes/-": { name: "model", image: { reference: "registry.example.com/model:1", pullPolicy: "Always" } } },
    "a DNS search of the root": { "/spec/dnsConfig": { searches: [".", "_tcp.example.com."] } },
    "host ports that equal container ports": { "/spec/hostNetwork": true, [`${C}/ports/0/hostPort`]: 8080 },
    "a projected token and certificate": {
      "/spec/volumes/-": {
        name: "token",
        projected: {
          sources: [{ serviceAccountToken: { path: "token", expirationSeconds: 3600 } }, { configMap: { name: "ca", items: [{ key: "ca", path: "ca.crt" }] } }],
        },
      },
    },
  },
  rejects: [
    ["container", { [`${C}/name`]: "App" }, 'spec.containers[0].name: Invalid value: "App": a lowercase RFC 1123 label must consist of'],
    ["container", { [`${C}/name`]: "my.app" }, 'spec.containers[0].name: Invalid value: "my.app": must not contain dots'],
    ["container", { [`${C}/image`]: undefined }, "spec.containers[0].image: Required value"],
    [
      "container",
      { [`${C}/imagePullPolicy`]: "always" },
      'spec.containers[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"',
    ],
    ["container-names", { "/spec/initContainers/0/name": "app" }, 'spec.initContainers[0].name: Duplicate value: "app"'],
    ["container-names", { "/spec/containers": [] }, "spec.containers: Required value"],
    [
      "container-ports",
      { [`${C}/ports/0/containerPort`]: 70000 },
      "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
    ],
    [
      "container-ports",
      { [`${C}/ports/0/name`]: "http_main" },
      'spec.containers[0].ports[0].name: Invalid value: "http_main": must contain only alpha-numeric',
    ],
    ["container-ports", { [`${C}/ports/-`]: { name: "http", containerPort: 1 } }, 'spec.containers[0].ports[1].name: Duplicate value: "http"'],
    [
      "host-ports",
      {
        [`${C}/ports`]: [
          { containerPort: 1, hostPort: 80 },
          { containerPort: 2, hostPort: 80 },
        ],
      },
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ],
    [
      "host-network-ports",
      { "/spec/hostNetwork": true, [`${C}/ports/0/hostPort`]: 80 },
      "spec.containers[0].ports[0].hostPort: Invalid value: 80: must match `containerPort` when `hostNetwork` is true",
    ],
    ["duplicate-list-key", { [`${C}/env/-`]: { name: "MODE", value: "slow" } }, 'spec.containers[0].env[1]: duplicate entries for key [name="MODE"]'],
    [
      "duplicate-list-key",
      { [`${C}/ports/-`]: { containerPort: 8080, protocol: "TCP" } },
      'spec.containers[0].ports[1]: duplicate entries for key [containerPort=8080,protocol="TCP"]',
    ],
    [
      "env-name",
      { [`${C}/env/0/name`]: "A=B" },
      'spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII',
    ],
    ["env-name", { [`${C}/env/0/name`]: "" }, "spec.containers[0].env[0].name: Required value"],
    ["env-value-from", { [`${C}/env/0/valueFrom`]: {} }, 'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of'],
    [
      "env-value-from",
      { [`${C}/env/0/valueFrom`]: { secretKeyRef: { name: "s", key: "k" } } },
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
    [
      "env-value-from",
      { [`${C}/env/0`]: { name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" }, configMapKeyRef: { name: "s", key: "k" } } } },
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time',
    ],
    [
      "env-value-from",
      { [`${C}/env/0`]: { name: "A", valueFrom: { secretKeyRef: { name: "s", key: "a b" } } } },
      'spec.containers[0].env[0].valueFrom.secretKeyRef.key: Invalid value: "a b": a valid config key must',
    ],
    [
      "field-ref",
      { [`${C}/env/0`]: { name: "A", valueFrom: { fieldRef: { fieldPath: "spec.replicas" } } } },
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.replicas": error converting fieldPath: field label not supported',
    ],
    [
      "field-ref",
      { [`${C}/env/0`]: { name: "A", valueFrom: { fieldRef: { fieldPath: "status.phase" } } } },
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name"',
    ],
    [
      "resource-field-ref",
      { [`${C}/env/0`]: { name: "A", valueFrom: { resourceFieldRef: { resource: "limits.gpu" } } } },
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.gpu"',
    ],
    [
      "resource-field-ref",
      { [`${C}/env/0`]: { name: "A", valueFrom: { resourceFieldRef: { resource: "limits.cpu", divisor: "2" } } } },
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1',
    ],
    [
      "env-from",
      { [`${C}/envFrom/0`]: { prefix: "A_" } },
      'spec.containers[0].envFrom[0]: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
    ],
    ["volume-mounts", { [`${C}/volumeMounts/0/name`]: "temp" }, 'spec.containers[0].volumeMounts[0].name: Not found: "temp"'],
    [
      "volume-mounts",
      { [`${C}/volumeMounts/-`]: { name: "tmp", mountPath: "/tmp" } },
      'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/tmp": must be unique',
    ],
    [
      "volume-sub-path",
      { [`${C}/volumeMounts/0/subPath`]: "a/../b" },
      "spec.containers[0].volumeMounts[0].subPath: Invalid value: \"a/../b\": must not contain '..'",
    ],
    [
      "volume-sub-path",
      { [`${C}/volumeMounts/0/subPathExpr`]: "/a" },
      'spec.containers[0].volumeMounts[0].subPathExpr: Invalid value: "/a": must be a relative path',
    ],
    [
      "mount-propagation",
      { [`${C}/volumeMounts/0/mountPropagation`]: "Bidirectional" },
      "spec.containers[0].volumeMounts[0].mountPropagation: Forbidden: Bidirectional mount propagation",
    ],
    ["volume-devices", { [`${C}/volumeDevices`]: [{ name: "disk", devicePath: "/dev/x" }] }, 'spec.containers[0].volumeDevices[0].name: Not found: "disk"'],
    ["probe-handler", { [`${C}/livenessProbe`]: { periodSeconds: 5 } }, "spec.containers[0].livenessProbe: Required value: must specify a handler type"],
    [
      "probe-handler",
      { [`${C}/livenessProbe/exec`]: { command: ["true"] } },
      "spec.containers[0].livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type",
    ],
    [
      "probe-handler",
      { [`${C}/livenessProbe/httpGet/port`]: 0 },
      "spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535",
    ],
    [
      "probe-handler",
      { [`${C}/livenessProbe/httpGet/scheme`]: "http" },
      'spec.containers[0].livenessProbe.httpGet.scheme: Unsupported value: "http": supported values: "HTTP", "HTTPS"',
    ],
    [
      "probe-timing",
      { [`${C}/livenessProbe/periodSeconds`]: -1 },
      "spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0",
    ],
    [
      "probe-success-threshold",
      { [`${C}/livenessProbe/successThreshold`]: 2 },
      "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
    ],
    [
      "readiness-probe",
      { [`${C}/readinessProbe/terminationGracePeriodSeconds`]: 5 },
      "spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes",
    ],
    ["lifecycle", { [`${C}/lifecycle`]: { preStop: {} } }, "spec.containers[0].lifecycle.preStop: Required value: must specify a handler type"],
    [
      "lifecycle",
      { [`${C}/lifecycle`]: { preStop: { sleep: { seconds: 31 } } } },
      "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)",
    ],
    [
      "lifecycle",
      { [`${C}/lifecycle`]: { stopSignal: "SIGTERM" } },
      "spec.containers[0].lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`",
    ],
    [
      "init-container",
      { "/spec/initContainers/0/livenessProbe": { exec: { command: ["true"] } } },
      "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers",
    ],
    ["container-restart-policy", { [`${C}/restartPolicy`]: "Sometimes" }, 'spec.containers[0].restartPolicy: Unsupported value: "Sometimes"'],
    [
      "resize-policy",
      { [`${C}/resizePolicy`]: [{ resourceName: "disk", restartPolicy: "NotRequired" }] },
      'spec.containers[0].resizePolicy[0].resourceName: Unsupported value: "disk"',
    ],
    [
      "resource-name",
      { [`${C}/resources/limits/gpu`]: 1 },
      'spec.containers[0].resources.limits[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
    ],
    [
      "resource-name",
      { [`${C}/resources/limits/storage`]: "1Gi" },
      'spec.containers[0].resources.limits[storage]: Invalid value: "storage": must be a standard resource for containers',
    ],
    [
      "quantity",
      { [`${C}/resources/requests/cpu`]: "1 core" },
      'spec.containers[0].resources.requests[cpu]: Invalid value: "1 core": quantities must match the regular expression',
    ],
    [
      "quantity",
      { [`${C}/resources/requests/cpu`]: "-1" },
      'spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [
      "quantity",
      { [`${C}/resources/limits/nvidia.com~1gpu`]: "500m" },
      'spec.containers[0].resources.limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer',
    ],
    [
      "requests-within-limits",
      { [`${C}/resources/requests/memory`]: "2Gi" },
      'spec.containers[0].resources.requests[memory]: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi',
    ],
    [
      "requests-within-limits",
      { [`${C}/resources/requests/nvidia.com~1gpu`]: 2 },
      'spec.containers[0].resources.requests[nvidia.com/gpu]: Invalid value: "2": must be equal to nvidia.com/gpu limit of 1',
    ],
    [
      "requests-within-limits",
      { [`${C}/resources`]: { requests: { "nvidia.com/gpu": 1 } } },
      "spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources",
    ],
    ["huge-pages", { [`${C}/resources`]: { limits: { "hugepages-2Mi": "2Mi" } } }, "spec.containers[0].resources: Forbidden: HugePages require cpu or memory"],
    [
      "huge-pages",
      { [`${C}/resources/limits/hugepages-2Mi`]: "3Mi" },
      'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple',
    ],
    [
      "resource-claims",
      { [`${C}/resources/claims`]: [{ name: "gpu" }] },
      'spec.containers[0].resources.claims[0]: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty',
    ],
    ["pod-resource-claims", { "/spec/resourceClaims": [{ name: "gpu" }] }, 'spec.resourceClaims[0]: Invalid value: {"name":"gpu"}: must specify one of'],
    [
      "pod-resources",
      { "/spec/resources": { limits: { "ephemeral-storage": "1Gi" } } },
      'spec.resources.limits[ephemeral-storage]: Unsupported value: "ephemeral-storage"',
    ],
    [
      "pod-resource-aggregates",
      { "/spec/resources": { requests: { cpu: "100m" } } },
      'spec.resources.requests[cpu]: Invalid value: "100m": must be greater than or equal to aggregate container requests of 250m',
    ],
    [
      "user-and-group-ids",
      { "/spec/securityContext/fsGroup": -1 },
      "spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive",
    ],
    [
      "seccomp-profile",
      { "/spec/securityContext/seccompProfile": { type: "Localhost" } },
      "spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost",
    ],
    [
      "apparmor-profile",
      { [`${C}/securityContext/appArmorProfile`]: { type: "Local" } },
      'spec.containers[0].securityContext.appArmorProfile.type: Unsupported value: "Local"',
    ],
    [
      "windows-options",
      { "/spec/securityContext/windowsOptions": { runAsUserName: "" } },
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string',
    ],
    ["proc-mount", { [`${C}/securityContext/procMount`]: "All" }, "spec.containers[0].securityContext.procMount: Unsupported value: "],
    ["privilege", { [`${C}/securityContext/privileged`]: true }, "spec.containers[0].securityContext: Invalid value: "],
    [
      "sysctls",
      { "/spec/securityContext/sysctls": [{ name: "NET", value: "1" }] },
      'spec.securityContext.sysctls[0].name: Invalid value: "NET": must have at most 253 characters',
    ],
    [
      "pod-security-context",
      { "/spec/securityContext/fsGroupChangePolicy": "Never" },
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch"',
    ],
    ["user-namespaces", { "/spec/hostUsers": false, "/spec/hostPID": true }, "spec.hostPID: Forbidden: when `hostUsers` is false"],
    [
      "pod-policies",
      { "/spec/restartPolicy": "Sometimes" },
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
    ["pod-policies", { "/spec/priorityClassName": "High" }, 'spec.priorityClassName: Invalid value: "High": a lowercase RFC 1123 subdomain'],
    ["pod-policies", { "/spec/activeDeadlineSeconds": 0 }, "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647"],
    ["pod-hostname", { "/spec/hostname": "Web" }, 'spec.hostname: Invalid value: "Web": a lowercase RFC 1123 label'],
    ["pod-image", { [`${C}/image`]: " app:1" }, 'spec.containers[0].image: Invalid value: " app:1": must not have leading or trailing whitespace'],
    [
      "windows-pod",
      { "/spec/os": { name: "windows" }, "/spec/securityContext": { fsGroup: 1 }, [`${C}/securityContext`]: undefined },
      "spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod",
    ],
    ["pod-dns", { "/spec/dnsPolicy": "None" }, "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"],
    [
      "pod-dns",
      { "/spec/dnsConfig": { nameservers: ["10.0.0.256"] } },
      'spec.dnsConfig.nameservers[0]: Invalid value: "10.0.0.256": must be a valid IP address',
    ],
    [
      "host-aliases",
      { "/spec/hostAliases": [{ ip: "localhost", hostnames: ["a"] }] },
      'spec.hostAliases[0].ip: Invalid value: "localhost": must be a valid IP address',
    ],
    [
      "pod-annotations",
      { "/metadata/annotations/controller.kubernetes.io~1pod-deletion-cost": "+1" },
      'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer',
    ],
    [
      "ephemeral-containers",
      { "/spec/ephemeralContainers": [{ name: "debug", image: "busybox" }] },
      "spec.ephemeralContainers: Forbidden: ephemeral containers not allowed",
    ],
    ["volume-source", { "/spec/volumes/0/configMap": { name: "a" } }, "spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type"],
    ["volume-source", { "/spec/volumes/0": { name: "tmp", secret: {} } }, "spec.volumes[0].secret.secretName: Required value"],
    [
      "volume-source",
      { "/spec/volumes/0": { name: "tmp", configMap: { name: "a", items: [{ key: "k", path: "../k" }] } } },
      "spec.volumes[0].configMap.items[0].path: Invalid value: \"../k\": must not contain '..'",
    ],
    [
      "volume-source",
      {
        "/spec/volumes/0": {
          name: "tmp",
          projected: { sources: [{ secret: { name: "a", items: [{ key: "k", path: "p" }] } }, { configMap: { name: "b", items: [{ key: "k", path: "p" }] } }] },
        },
      },
      'spec.volumes[0].projected.sources[1].configMap.items[0].path: Invalid value: "p": conflicting duplicate paths',
    ],
    ["volume-name", { "/spec/volumes/-": { name: "tmp", emptyDir: {} } }, 'spec.volumes[1].name: Duplicate value: "tmp"'],
    [
      "claim-template-metadata",
      {
        "/spec/volumes/-": {
          name: "scratch",
          ephemeral: {
            volumeClaimTemplate: { metadata: { name: "x" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
          },
        },
      },
      "spec.volumes[1].ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set",
    ],
    [
      "tolerations",
      { "/spec/tolerations": [{ effect: "NoSchedule" }] },
      'spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty',
    ],
    [
      "tolerations",
      { "/spec/tolerations": [{ key: "a", operator: "Exists", value: "b" }] },
      "spec.tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'",
    ],
    [
      "tolerations",
      { "/spec/tolerations": [{ key: "a", operator: "Exists", tolerationSeconds: 5 }] },
      "spec.tolerations[0].effect: Invalid value: \"\": effect must be 'NoExecute' when `tolerationSeconds` is set",
    ],
    [
      "topology-spread",
      { "/spec/topologySpreadConstraints": [{ maxSkew: 0, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" }] },
      "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero",
    ],
    [
      "topology-spread",
      {
        "/spec/topologySpreadConstraints": [
          { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 2, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" },
        ],
      },
      'spec.topologySpreadConstraints[1]: Duplicate value: "{zone, DoNotSchedule}"',
    ],
    [
      "node-affinity",
      { "/spec/affinity": { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } },
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term",
    ],
    [
      "node-affinity",
      {
        "/spec/affinity": {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] }] },
          },
        },
      },
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Forbidden: may not be specified",
    ],
    [
      "pod-affinity",
      {
        "/spec/affinity": { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: { topologyKey: "zone" } }] } },
      },
      "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100",
    ],
    ["labels", { "/spec/nodeSelector": { gpu: "yes!" } }, 'spec.nodeSelector[gpu]: Invalid value: "yes!": a valid label must be an empty string or consist of'],
  ],
};
