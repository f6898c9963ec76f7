import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { NETWORK, type NodeAddress } from "./network.ts";

/** Debian packages of which a node's root is made. */
export const MACHINE = [
  "base-files",
  "bash",
  "ca-certificates",
  "conntrack",
  "containerd",
  "containernetworking-plugins",
  "coreutils",
  "dash",
  "grep",
  "ipset",
].concat(["iproute2", "iptables", "kmod", "libc-bin", "mount", "nftables", "procps", "runc", "sed", "util-linux"]);

/** Images that the cluster itself runs. */
export const OWN_IMAGES = { pause: "registry.k8s.io/pause", dns: "registry.k8s.io/coredns/coredns" };

/** Where a node sees what is written for it. */
const ETC = "/etc/kubernetes";
const kubeconfigOf = (user: string) => `${ETC}/${user}.kubeconfig`;

/** What runs on a node. */
export const NODE_PROGRAMS = ["containerd", "kubelet", "kube-proxy", "kube-router"] as const;
export type NodeProgram = (typeof NODE_PROGRAMS)[number];

/** The command line of each. */
export function nodeCommands({ name, address }: NodeAddress, zone: string): Record<NodeProgram, string[]> {
  return {
    containerd: ["containerd", "--config", `${ETC}/containerd.toml`],
    kubelet: [
      "kubelet",
      `--config=${ETC}/kubelet.yaml`,
      `--kubeconfig=${kubeconfigOf("kubelet")}`,
      `--hostname-override=${name}`,
      `--node-ip=${address}`,
      `--node-labels=topology.kubernetes.io/zone=${zone}`,
    ],
    "kube-proxy": ["kube-proxy", `--config=${ETC}/kube-proxy.yaml`],
    // Of its three parts only the one that enforces NetworkPolicies. https://www.kube-router.io/docs/user-guide/
    "kube-router": [
      "kube-router",
      `--kubeconfig=${kubeconfigOf("kube-router")}`,
      `--hostname-override=${name}`,
      "--run-firewall=true",
      "--run-router=false",
      "--run-service-proxy=false",
      "--enable-ipv6=false",
      `--service-cluster-ip-range=${NETWORK.services}`,
      "--health-port=20244",
      "--cache-sync-timeout=1m",
    ],
  };
}

/** Writes what a node is told into its etc/. */
export function writeNode(folder: string, node: NodeAddress, pauseImage: string): void {
  const write = (file: string, content: string | object) =>
    writeFileSync(join(folder, "etc", file), typeof content === "string" ? content : stringify(content));
  mkdirSync(join(folder, "etc", "cni"), { recursive: true });
  write("hostname", node.name);
  write("resolv.conf", "");
  write("containerd.toml", containerd(pauseImage));
  write("cni/10-node.conflist", JSON.stringify(podNetwork(node)));
  write("kubelet.yaml", kubelet(node));
  write("kube-proxy.yaml", kubeProxy(node));
}

/** Debian's containerd is 1.6, whose configuration has version 2. Without CAP_SYS_RESOURCE nothing may lower an OOM score. */
function containerd(pauseImage: string): string {
  return `version = 2
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp"]
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "${pauseImage}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${ETC}/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;
}

/** A pair of interfaces for each pod and a route to it: the kernel of the sandbox may have neither dummy nor ipvlan devices. */
function podNetwork({ pods }: NodeAddress): object {
  const ipam = { type: "host-local", ranges: [[{ subnet: pods }]], routes: [{ dst: "0.0.0.0/0" }], dataDir: "/var/lib/cni" };
  return {
    cniVersion: "1.0.0",
    name: "node",
    plugins: [
      { type: "ptp", ipMasq: false, mtu: 1500, ipam },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  };
}

function kubelet({ address }: NodeAddress): object {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address,
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: `${ETC}/ca.crt` } },
    authorization: { mode: "Webhook" },
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
    cgroupDriver: "cgroupfs",
    // The default since 1.35; the machine's kernel decides which version there is.
    failCgroupV1: false,
    failSwapOn: false,
    clusterDNS: [NETWORK.dns],
    clusterDomain: NETWORK.domain,
    resolvConf: `${ETC}/resolv.conf`,
    // The disk is the whole machine's, and how full it is says nothing about the cluster.
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%", "nodefs.inodesFree": "1%" },
    imageGCHighThresholdPercent: 100,
    readOnlyPort: 0,
    nodeStatusUpdateFrequency: "5s",
  };
}

function kubeProxy({ name }: NodeAddress): object {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode: "nftables",
    clientConnection: { kubeconfig: kubeconfigOf("kube-proxy") },
    clusterCIDR: NETWORK.pods,
    hostnameOverride: name,
    // Settings of the whole kernel, not of a namespace.
    conntrack: { maxPerCore: 0, min: 0 },
    healthzBindAddress: "127.0.0.1:10256",
    metricsBindAddress: "127.0.0.1:10249",
    nodePortAddresses: ["primary"],
  };
}
