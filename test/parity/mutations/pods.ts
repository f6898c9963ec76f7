import { type Mutation, push, put, repeatFirst, set, without } from "./mutation.ts";

const POD = /(^Pod:\/spec|\/template\/spec)$/;
const CONTAINER = /\/containers\/0$/;
const MOUNT = /\/volumeMounts\/0$/;
const VOLUME = /\/volumes\/0$/;

/** Everything of a pod beside its containers. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec */
export const pods: Mutation[] = [
  { name: "mount-of-no-volume", where: MOUNT, edit: put({ name: "nowhere" }) },
  { name: "mount-path-twice", where: /\/volumeMounts$/, edit: repeatFirst() },
  { name: "mount-path-empty", where: MOUNT, edit: put({ mountPath: "" }) },
  { name: "mount-path-with-colon", where: MOUNT, edit: put({ mountPath: "/a:b" }) },
  { name: "mount-path-relative", harmless: true, where: MOUNT, edit: put({ mountPath: "data" }) },
  { name: "mount-sub-path-parent", where: MOUNT, edit: put({ subPath: "../etc" }) },
  { name: "mount-sub-path-absolute", where: MOUNT, edit: put({ subPath: "/etc" }) },
  { name: "mount-sub-path-and-expression", where: MOUNT, edit: put({ subPath: "a", subPathExpr: "$(B)" }) },
  { name: "mount-propagation-unknown", where: MOUNT, edit: put({ mountPropagation: "Both" }) },
  { name: "mount-propagation-unprivileged", where: MOUNT, edit: put({ mountPropagation: "Bidirectional" }) },
  { name: "mount-recursive-read-only", where: MOUNT, edit: put({ recursiveReadOnly: "Enabled" }) },
  { name: "device-path-is-mount-path", where: /\/volumeDevices\/0$/, edit: put({ devicePath: "/nfs" }) },
  { name: "device-of-no-volume", where: CONTAINER, edit: put({ volumeDevices: [{ name: "nowhere", devicePath: "/dev/x" }] }) },

  { name: "volume-name-uppercase", where: /\/volumes\/\d+\/name$/, edit: set("Data") },
  { name: "volume-name-twice", where: /\/volumes$/, edit: repeatFirst() },
  { name: "volume-two-sources", where: VOLUME, edit: put({ emptyDir: {}, hostPath: { path: "/a" }, configMap: { name: "a" } }) },
  { name: "volume-no-source", harmless: true, where: /\/volumes$/, edit: push({ name: "empty-by-default" }) },
  { name: "volume-mode-above-0777", where: /\/volumes$/, edit: push({ name: "x", configMap: { name: "a", defaultMode: 512 } }) },
  { name: "volume-key-path-parent", where: /\/volumes$/, edit: push({ name: "x", configMap: { name: "a", items: [{ key: "k", path: "../k" }] } }) },
  { name: "volume-key-path-absolute", where: /\/volumes$/, edit: push({ name: "x", secret: { secretName: "a", items: [{ key: "k", path: "/k" }] } }) },
  { name: "volume-key-missing", where: /\/volumes$/, edit: push({ name: "x", secret: { secretName: "a", items: [{ path: "k" }] } }) },
  { name: "volume-secret-name-missing", where: /\/volumes$/, edit: push({ name: "x", secret: {} }) },
  { name: "volume-secret-named-name", where: /\/volumes$/, edit: push({ name: "x", secret: { name: "a" } }) },
  { name: "volume-claim-name-missing", where: /\/volumes$/, edit: push({ name: "x", persistentVolumeClaim: {} }) },
  { name: "volume-medium-unknown", where: /\/volumes$/, edit: push({ name: "x", emptyDir: { medium: "Disk" } }) },
  { name: "volume-size-negative", where: /\/volumes$/, edit: push({ name: "x", emptyDir: { sizeLimit: "-1Gi" } }) },
  { name: "volume-host-path-type-unknown", where: /\/volumes$/, edit: push({ name: "x", hostPath: { path: "/a", type: "Folder" } }) },
  { name: "volume-host-path-parent", where: /\/volumes$/, edit: push({ name: "x", hostPath: { path: "/a/../b" } }) },
  {
    name: "volume-projected-collision",
    where: /\/volumes$/,
    edit: push({ name: "x", projected: { sources: ["a", "b"].map((name) => ({ secret: { name, items: [{ key: "k", path: "same" }] } })) } }),
  },
  {
    name: "volume-token-expiry-too-short",
    where: /\/volumes$/,
    edit: push({ name: "x", projected: { sources: [{ serviceAccountToken: { path: "t", expirationSeconds: 60 } }] } }),
  },
  {
    name: "volume-projected-two-sources-in-one",
    where: /\/volumes$/,
    edit: push({ name: "x", projected: { sources: [{ secret: { name: "a" }, configMap: { name: "b" } }] } }),
  },
  {
    name: "volume-downward-bad-field",
    where: /\/volumes$/,
    edit: push({ name: "x", downwardAPI: { items: [{ path: "p", fieldRef: { fieldPath: "status.podIP" } }] } }),
  },
  { name: "volume-nfs-path-relative", where: /\/volumes$/, edit: push({ name: "x", nfs: { server: "a", path: "exports" } }) },
  {
    name: "volume-ephemeral-without-storage",
    where: /\/volumes$/,
    edit: push({ name: "x", ephemeral: { volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"] } } } }),
  },
  { name: "volume-csi-driver-missing", where: /\/volumes$/, edit: push({ name: "x", csi: {} }) },
  { name: "volume-image-policy-unknown", where: /\/volumes$/, edit: push({ name: "x", image: { reference: "a:1", pullPolicy: "Sometimes" } }) },

  { name: "restart-policy-unknown", where: POD, edit: put({ restartPolicy: "Sometimes" }) },
  { name: "restart-policy-on-failure", where: POD, edit: put({ restartPolicy: "OnFailure" }) },
  { name: "restart-policy-always", where: POD, edit: put({ restartPolicy: "Always" }) },
  { name: "restart-policy-never", where: POD, edit: put({ restartPolicy: "Never" }) },
  { name: "active-deadline-set", where: POD, edit: put({ activeDeadlineSeconds: 100 }) },
  { name: "active-deadline-zero", where: POD, edit: put({ activeDeadlineSeconds: 0 }) },
  { name: "dns-policy-unknown", where: POD, edit: put({ dnsPolicy: "Cluster" }) },
  { name: "dns-none-without-nameserver", where: POD, edit: put({ dnsPolicy: "None", dnsConfig: { searches: ["a"] } }) },
  { name: "dns-nameserver-not-an-address", where: POD, edit: put({ dnsConfig: { nameservers: ["dns.example.com"] } }) },
  { name: "dns-four-nameservers", where: POD, edit: put({ dnsConfig: { nameservers: ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"] } }) },
  { name: "hostname-uppercase", where: POD, edit: put({ hostname: "Web" }) },
  { name: "subdomain-with-dot", where: POD, edit: put({ subdomain: "a.b" }) },
  { name: "host-alias-not-an-address", where: POD, edit: put({ hostAliases: [{ ip: "300.1.1.1", hostnames: ["a"] }] }) },
  { name: "grace-period-negative", where: POD, edit: put({ terminationGracePeriodSeconds: -1 }) },
  {
    name: "host-network-port-differs",
    where: POD,
    edit: put({ hostNetwork: true, containers: [{ name: "a", image: "a", ports: [{ containerPort: 80, hostPort: 81 }] }] }),
  },
  { name: "host-users-and-network", where: POD, edit: put({ hostUsers: false, hostNetwork: true }) },
  { name: "share-and-host-pid", where: POD, edit: put({ hostPID: true, shareProcessNamespace: true }) },
  { name: "service-account-name-bad", where: POD, edit: put({ serviceAccountName: "Not_Valid" }) },
  { name: "priority-class-name-bad", where: POD, edit: put({ priorityClassName: "Not_Valid" }) },
  { name: "scheduler-name-bad", where: POD, edit: put({ schedulerName: "not valid" }) },
  { name: "runtime-class-name-bad", where: POD, edit: put({ runtimeClassName: "Not_Valid" }) },
  { name: "node-selector-bad", where: POD, edit: put({ nodeSelector: { disk: "not valid" } }) },
  { name: "os-unknown", where: POD, edit: put({ os: { name: "darwin" } }) },
  { name: "os-windows-with-linux-fields", where: POD, edit: put({ os: { name: "windows" }, securityContext: { fsGroup: 1 } }) },
  { name: "readiness-gate-bad", where: POD, edit: put({ readinessGates: [{ conditionType: "not valid" }] }) },
  { name: "scheduling-gate-twice", where: POD, edit: put({ schedulingGates: [{ name: "a.b/c" }, { name: "a.b/c" }] }) },
  { name: "no-containers", where: POD, edit: put({ containers: [] }) },
  { name: "ephemeral-containers", where: POD, edit: put({ ephemeralContainers: [{ name: "debug", image: "a" }] }) },

  { name: "toleration-exists-with-value", where: POD, edit: put({ tolerations: [{ key: "a", operator: "Exists", value: "b" }] }) },
  { name: "toleration-operator-unknown", where: POD, edit: put({ tolerations: [{ key: "a", operator: "In", value: "b" }] }) },
  { name: "toleration-effect-unknown", where: POD, edit: put({ tolerations: [{ key: "a", operator: "Exists", effect: "Never" }] }) },
  {
    name: "toleration-seconds-without-no-execute",
    where: POD,
    edit: put({ tolerations: [{ key: "a", operator: "Exists", effect: "NoSchedule", tolerationSeconds: 5 }] }),
  },
  { name: "toleration-without-key-equal", where: POD, edit: put({ tolerations: [{ operator: "Equal", value: "a" }] }) },
  { name: "toleration-value-bad", where: POD, edit: put({ tolerations: [{ key: "a", value: "not valid" }] }) },
  { name: "spread-skew-zero", where: POD, edit: put({ topologySpreadConstraints: [{ maxSkew: 0, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" }] }) },
  { name: "spread-when-unknown", where: POD, edit: put({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "Maybe" }] }) },
  {
    name: "spread-twice",
    where: POD,
    edit: put({ topologySpreadConstraints: [1, 2].map((maxSkew) => ({ maxSkew, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" })) }),
  },
  {
    name: "spread-min-domains-schedule-anyway",
    where: POD,
    edit: put({ topologySpreadConstraints: [{ maxSkew: 1, minDomains: 2, topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway" }] }),
  },
  {
    name: "affinity-weight-101",
    where: POD,
    edit: put({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } }],
        },
      },
    }),
  },
  {
    name: "affinity-operator-unknown",
    where: POD,
    edit: put({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Equals", values: ["b"] }] }] },
        },
      },
    }),
  },
  {
    name: "affinity-greater-than-word",
    where: POD,
    edit: put({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["b", "c"] }] }] },
        },
      },
    }),
  },
  {
    name: "affinity-no-terms",
    where: POD,
    edit: put({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } }),
  },
  {
    name: "affinity-topology-key-missing",
    where: POD,
    edit: put({
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { a: "b" } }, topologyKey: "" }] } },
    }),
  },

  { name: "run-as-user-negative", where: POD, edit: put({ securityContext: { runAsUser: -1 } }) },
  { name: "fs-group-policy-unknown", where: POD, edit: put({ securityContext: { fsGroupChangePolicy: "Never" } }) },
  { name: "seccomp-localhost-without-profile", where: POD, edit: put({ securityContext: { seccompProfile: { type: "Localhost" } } }) },
  {
    name: "seccomp-runtime-with-profile",
    where: POD,
    edit: put({ securityContext: { seccompProfile: { type: "RuntimeDefault", localhostProfile: "a.json" } } }),
  },
  { name: "seccomp-unknown", where: POD, edit: put({ securityContext: { seccompProfile: { type: "Default" } } }) },
  { name: "apparmor-localhost-without-profile", where: POD, edit: put({ securityContext: { appArmorProfile: { type: "Localhost" } } }) },
  { name: "sysctl-name-bad", where: POD, edit: put({ securityContext: { sysctls: [{ name: "Net..x", value: "1" }] } }) },
  { name: "sysctl-twice", where: POD, edit: put({ securityContext: { sysctls: [1, 2].map((value) => ({ name: "net.core.somaxconn", value: `${value}` })) } }) },
  {
    name: "sysctl-with-host-network",
    where: POD,
    edit: put({ hostNetwork: true, securityContext: { sysctls: [{ name: "net.core.somaxconn", value: "1" }] } }),
  },
  { name: "privileged-without-escalation", where: CONTAINER, edit: put({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }) },
  {
    name: "escalation-with-sys-admin",
    where: CONTAINER,
    edit: put({ securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ["CAP_SYS_ADMIN"] } } }),
  },
  { name: "proc-mount-unknown", where: CONTAINER, edit: put({ securityContext: { procMount: "All" } }) },
  { name: "windows-options-bad", where: CONTAINER, edit: put({ securityContext: { windowsOptions: { runAsUserName: "" } } }) },
  { name: "resource-claim-two-sources", where: POD, edit: put({ resourceClaims: [{ name: "a", resourceClaimName: "b", resourceClaimTemplateName: "c" }] }) },

  { name: "volume-added", harmless: true, where: /\/volumes$/, edit: push({ name: "unused", csi: { driver: "a.b", nodePublishSecretRef: { name: "c" } } }) },
  {
    name: "projected-added",
    harmless: true,
    where: /\/volumes$/,
    edit: push({
      name: "unused",
      projected: { defaultMode: 0o777, sources: [{ serviceAccountToken: { path: "t" } }, { clusterTrustBundle: { name: "x", path: "ca" } }] },
    }),
  },
  {
    name: "toleration-added",
    harmless: true,
    where: POD,
    edit: put({ tolerations: [{ key: "a.b/c", operator: "Equal", value: "", effect: "NoExecute", tolerationSeconds: -1 }] }),
  },
  {
    name: "spread-added",
    harmless: true,
    where: POD,
    edit: put({
      topologySpreadConstraints: [
        { maxSkew: 2, minDomains: 3, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", matchLabelKeys: ["x"], labelSelector: {} },
      ],
    }),
  },
  {
    name: "affinity-added",
    harmless: true,
    where: POD,
    edit: put({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["n"] }] }, {}],
          },
        },
      },
    }),
  },
  {
    name: "security-added",
    harmless: true,
    where: POD,
    edit: put({ securityContext: { runAsUser: 0, supplementalGroupsPolicy: "Merge", appArmorProfile: { type: "Unconfined" } } }),
  },
  { name: "service-account-deprecated-field", harmless: true, where: POD, edit: put({ serviceAccount: "default" }) },
  { name: "host-alias-added", harmless: true, where: POD, edit: put({ hostAliases: [{ ip: "2001:db8::1", hostnames: ["a.example.com", "b"] }] }) },
  { name: "pull-secrets-emptied", harmless: true, where: POD, edit: put({ imagePullSecrets: [] }) },
  {
    name: "automount-off",
    harmless: true,
    where: POD,
    edit: put({ automountServiceAccountToken: false, enableServiceLinks: true, preemptionPolicy: "Never" }),
  },
  { name: "resources-dropped", harmless: true, where: CONTAINER, edit: without("resources") },
];
