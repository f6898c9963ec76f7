import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Objects that every generated overlay renders to. */
export const OBJECTS = 20;

/** Writes a repository of that many overlays of one environment over one base: each patches one object, and is named and placed by its own. */
export function generate(root: string, overlays: number): void {
  const write = (file: string, content: object | string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  };
  const configs = Array.from({ length: OBJECTS }, (_, index) => `config-${index}`);
  write("base/kustomization.yaml", { resources: configs.map((name) => `${name}.yaml`) });
  for (const name of configs) {
    write(`base/${name}.yaml`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: Object.fromEntries(configs.map((key) => [key, name])) });
  }
  for (let index = 0; index < overlays; index++) {
    const name = `team-${String(index).padStart(4, "0")}`;
    write(`clusters/staging/${name}/kustomization.yaml`, `resources: [../../../base]\nnamespace: ${name}\npatches: [{path: release.yaml}]\n`);
    write(`clusters/staging/${name}/release.yaml`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config-0" }, data: { team: name } });
  }
}
