/** Taking an application out, as clusters/README.md and docs/operations/maintenance.md say, leaves nothing that a check refuses. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ROOT, runCli } from "../support/cli.ts";
import { Copy } from "../support/copy.ts";
import { scalingWithoutMonitoring, withLastPatch } from "../support/take-out.ts";
import { ENVIRONMENTS } from "../trees/environment.ts";

const copy = new Copy();
afterAll(() => copy.remove());

it("every file that the pages name, and no other, has to go", async () => {
  for (const page of ["clusters/README.md", "docs/operations/maintenance.md"]) {
    const text = readFileSync(`${ROOT}${page}`, "utf8");
    for (const file of ["applications/<app>.yaml", "projects/<app>.yaml", "kustomization.yaml", "apps/<environment>/<app>", "apps/base/<app>"])
      expect(text).toContain(file);
  }
  const app = "monitoring";
  for (const environment of ENVIRONMENTS) {
    for (const folder of ["applications", "projects"]) rmSync(join(copy.root, `clusters/${environment}/${folder}/${app}.yaml`));
    copy.replace(`clusters/${environment}/kustomization.yaml`, { [`  - applications/${app}.yaml\n`]: "", [`  - projects/${app}.yaml\n`]: "" });
    rmSync(join(copy.root, `apps/${environment}/${app}`), { recursive: true });
  }
  rmSync(join(copy.root, `apps/base/${app}`), { recursive: true });
  const { stdout } = await runCli("validate", [copy.root]);
  expect(stdout).not.toMatch(/\[(applications|kustomize|input|gitops)\//);
  // What the page says of monitoring: the workload scales on what it records.
  expect(stdout).toMatch(/scaled-object.yaml:.*\[references\/autoscaler-metric\]/);
  for (const environment of ENVIRONMENTS) {
    const file = join(copy.root, `apps/${environment}/ai-scientist/kustomization.yaml`);
    writeFileSync(file, withLastPatch(readFileSync(file, "utf8"), scalingWithoutMonitoring(ROOT)));
  }
  expect((await runCli("validate", [copy.root])).stdout).not.toContain(": error: ");
}, 120_000);
