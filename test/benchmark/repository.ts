import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Objects that every generated overlay renders to. */
export const OBJECTS = 20;

/** How many overlays an environment has. */
const TEAMS = 20;

/** Writes a repository of that many overlays over one base, some to an environment: each has a namespace of its own, and patches one object. */
export function generate(root: string, overlays: number): void {
  const write = (file: string, content: object | string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  };
  const configs = Array.from({ length: OBJECTS - 1 }, (_, index) => `config-${index}`);
  write("base/kustomization.yaml", { resources: ["deployment.yaml", ...configs.map((name) => `${name}.yaml`)] });
  write("base/deployment.yaml", deployment(configs));
  for (const name of configs) {
    write(`base/${name}.yaml`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: Object.fromEntries(configs.map((key) => [key, name])) });
  }
  for (let index = 0; index < overlays; index++) {
    const name = `team-${String(index).padStart(4, "0")}`;
    const overlay = `clusters/cluster-${Math.floor(index / TEAMS)}/${name}`;
    write(`${overlay}/kustomization.yaml`, `resources: [../../../base]\nnamespace: ${name}\npatches: [{path: release.yaml}]\n`);
    write(`${overlay}/release.yaml`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config-0" }, data: { team: name } });
  }
}

/** A workload that uses all the ConfigMaps, and that the rules that hold anywhere are content with. */
function deployment(configs: readonly string[]): object {
  const container = {
    name: "web",
    image: "registry.example.com/web:1.0.0",
    envFrom: configs.map((name) => ({ configMapRef: { name } })),
    resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "64Mi" } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
  };
  const spec = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    automountServiceAccountToken: false,
    containers: [container],
  };
  const labels = { app: "web" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
