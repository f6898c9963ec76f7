import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ApiClient } from "../../../scripts/cluster/client.ts";
import { missing, startControlPlane } from "../../../scripts/cluster/control-plane.ts";
import { type ClusterState, clusterState, deadProcesses, kubeconfigOf, stopCluster } from "../../../scripts/cluster/instance.ts";
import { isRunning } from "../../../scripts/cluster/processes.ts";
import { askServer } from "../../../scripts/cluster/server.ts";
import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";
import type { RenderedObject } from "../../../scripts/render/index.ts";
import { createNamespaces } from "../../parity/oracle.ts";

const unbuilt = await missing();
const ready = unbuilt?.length === 0;
if (!ready)
  process.stderr.write(`SKIPPED: tests of the control plane; ${unbuilt ? `not built: ${unbuilt.join(", ")} (npm run cluster:up)` : "Go is not on PATH"}\n`);

const directory = mkdtempSync(join(tmpdir(), "control-plane-"));
let state: ClusterState;
let client: ApiClient;

describe.skipIf(!ready)("a control plane", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ({ state, client } = await startControlPlane({ directory }));
    await createNamespaces(client, [configMap({})]);
  }, 300_000);
  afterAll(async () => {
    client?.close();
    await stopCluster(directory);
    rmSync(directory, { recursive: true, force: true });
  });

  it("runs controllers: a Deployment gets a ReplicaSet and its pods", async () => {
    expect(await client.create(deployment("web"))).toMatchObject({ accepted: true });
    await vi.waitFor(async () => expect(await count("/api/v1/namespaces/test/pods")).toBe(2), { timeout: 60_000, interval: 200 });
  });

  it("admits by Pod Security, LimitRange, ResourceQuota and ValidatingAdmissionPolicy", async () => {
    await client.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "strict", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } });
    await client.create({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "l", namespace: "strict" },
      spec: { limits: [{ type: "PersistentVolumeClaim", max: { storage: "1Gi" } }] },
    });
    const privileged = { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "strict" }, spec: deployment("p").spec.template.spec };
    expect((await client.create(privileged, { dryRun: true })).message).toMatch(/violates PodSecurity "restricted/);
    const claim = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "c", namespace: "strict" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "2Gi" } } },
    };
    expect((await client.create(claim, { dryRun: true })).message).toMatch(/maximum storage usage per PersistentVolumeClaim is 1Gi/);
    await client.create({ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q", namespace: "strict" }, spec: { hard: { configmaps: "0" } } });
    const extra = configMap({ name: "extra", namespace: "strict" });
    await vi.waitFor(async () => expect((await client.create(extra, { dryRun: true })).message).toMatch(/exceeded quota: q/), {
      timeout: 60_000,
      interval: 200,
    });
    for (const object of admissionPolicy()) expect(await client.create(object)).toMatchObject({ accepted: true });
    const denied = configMap({ name: "denied" });
    await vi.waitFor(async () => expect((await client.create(denied, { dryRun: true })).message).toMatch(/names may not be denied/), {
      timeout: 60_000,
      interval: 200,
    });
  });

  it("serves the custom resources, strictly", async () => {
    const rule = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "r", namespace: "test" },
      spec: { groups: [{ name: "g", rulez: [] }] },
    };
    expect((await client.create(rule, { dryRun: true })).message).toMatch(/unknown field "spec.groups\[0\].rulez"/);
  });

  it("refuses the step from a base that is there to a head with another selector", async () => {
    const base = deployment("step");
    expect(await client.apply(base)).toMatchObject({ accepted: true });
    const head = deployment("step", "renamed");
    expect(await client.apply(head, { dryRun: true })).toMatchObject({
      accepted: false,
      causes: [expect.objectContaining({ field: "spec.selector", message: expect.stringMatching(/field is immutable/) })],
    });
    expect(await client.apply({ ...base, spec: { ...base.spec, replicas: 0 } }, { dryRun: true })).toMatchObject({ accepted: true });
    expect(await client.delete(base)).toMatchObject({ accepted: true });
  });

  it("cannot be made to dial a Service: an aggregated API ends at a socket that is not there", async () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "metrics", namespace: "test" },
      spec: { clusterIP: "10.96.7.7", ports: [{ port: 443 }] },
    };
    expect(await client.create(service)).toMatchObject({ accepted: true });
    const slice = {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name: "metrics-1", namespace: "test", labels: { "kubernetes.io/service-name": "metrics" } },
      addressType: "IPv4",
      endpoints: [{ addresses: ["192.0.2.1"] }],
      ports: [{ port: 443 }],
    };
    expect(await client.create(slice)).toMatchObject({ accepted: true });
    const api = {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1beta1.metrics.example.com" },
      spec: {
        group: "metrics.example.com",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { name: "metrics", namespace: "test" },
      },
    };
    expect(await client.create(api)).toMatchObject({ accepted: true });
    const told = async () => JSON.stringify(((await client.get(api)).body as { status?: unknown }).status);
    await vi.waitFor(async () => expect(await told()).toMatch(/dial unix .*no-way-out: connect: no such file/), { timeout: 60_000, interval: 200 });
    await client.delete(api);
  });

  it.skipIf(process.platform !== "linux")("has no connection and no listener but on loopback", () => {
    const addresses = state.processes.flatMap(({ pid }) => socketAddresses(pid));
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((address) => !address.startsWith("127.") && address !== "0.0.0.0:0")).toEqual([]);
  });

  it("is asked by `validate --server` through kubectl's current context", async () => {
    vi.stubEnv("KUBECONFIG", kubeconfigOf(directory));
    const objects = [
      deployment("web"),
      deployment("bad", "x".repeat(64)),
      configMap({ name: "lost", namespace: "nowhere" }),
      { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" } },
    ].map(inEnvironment("staging"));
    const { context, findings } = await askServer(objects);
    expect(context).toBe("gitops-control-plane");
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: "server/refused",
        severity: "error",
        path: "/spec/selector/matchLabels",
        object: expect.objectContaining({ name: "bad" }),
      }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: "server/not-checked", message: expect.stringMatching(/namespace "nowhere" does not exist yet/) }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ rule: "server/not-checked", message: expect.stringMatching(/no matches for kind "Widget"/) }));
    expect(findings.filter(({ object }) => object?.name === "web")).toEqual([]);
    await expect(askServer([...objects, inEnvironment("production")(deployment("web"))])).rejects.toThrow(/--env/);
  });

  it("says so where the current context's cluster does not answer", async () => {
    vi.stubEnv("KUBECONFIG", join(directory, "nothing"));
    await expect(askServer([inEnvironment("staging")(configMap({}))])).rejects.toThrow(/no current context/);
    vi.unstubAllEnvs();
  });

  it("starts again with its data after its API server was killed, and leaves no process behind", async () => {
    const apiServer = state.processes.find(({ name }) => name === "kube-apiserver");
    process.kill(apiServer?.pid ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(deadProcesses(state)).toContain("kube-apiserver"), { timeout: 10_000 });
    const before = state.processes;
    client.close();
    ({ state, client } = await startControlPlane({ directory }));
    expect(before.filter(({ pid }) => isRunning(pid, directory))).toEqual([]);
    expect(await client.get(deployment("web"))).toMatchObject({ accepted: true });
    expect(await stopCluster(directory)).toBe(true);
    expect(state.processes.filter(({ pid }) => isRunning(pid, directory))).toEqual([]);
    expect(clusterState(directory)).toBeUndefined();
    expect(await stopCluster(directory)).toBe(false);
  });
});

async function count(path: string): Promise<number> {
  const { body } = await client.request("GET", path);
  return (body as { items: unknown[] }).items.length;
}

function configMap(metadata: { name?: string; namespace?: string }): Manifest {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "test", ...metadata }, data: {} };
}

function deployment(name: string, app = name) {
  const spec = { containers: [{ name: "app", image: "registry.example.com/app:1", securityContext: { privileged: true } }] };
  const template = { metadata: { labels: { app } }, spec };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "test" },
    spec: { replicas: 2, selector: { matchLabels: { app } }, template },
  };
}

function admissionPolicy(): Manifest[] {
  const resourceRules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] }];
  const validations = [{ expression: "object.metadata.name != 'denied'", message: "names may not be denied" }];
  const api = { apiVersion: "admissionregistration.k8s.io/v1", metadata: { name: "names" } };
  return [
    { ...api, kind: "ValidatingAdmissionPolicy", spec: { matchConstraints: { resourceRules }, validations } },
    { ...api, kind: "ValidatingAdmissionPolicyBinding", spec: { policyName: "names", validationActions: ["Deny"] } },
  ];
}

function inEnvironment(environment: string) {
  return (manifest: Manifest) => ({ manifest, tree: { environment, path: "x" }, origin: {} }) as unknown as RenderedObject;
}

/** Local and remote addresses of a process's TCP sockets. https://docs.kernel.org/networking/proc_net_tcp.html */
function socketAddresses(pid: number): string[] {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(target(`/proc/${pid}/fd/${fd}`))?.[1] ?? []));
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => inodes.has(columns[9] ?? ""))
      .flatMap((columns) => [columns[1], columns[2]].map((address = "") => readable(address))),
  );
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}

/** Four bytes of an IPv4 address stand in the kernel's table in the machine's own order, which is little-endian wherever this runs; of IPv6 only the mapped form is read. */
function readable(address: string): string {
  const [bytes = "", port = ""] = address.split(":");
  if (bytes.length > 8 && !/^0{16}(FFFF0000|0{8})/i.test(bytes)) return address;
  const ip = [...(bytes.slice(-8).match(/../g) ?? [])].reverse().map((byte) => Number.parseInt(byte, 16));
  return `${ip.join(".")}:${Number.parseInt(port, 16)}`;
}
