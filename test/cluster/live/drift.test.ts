import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../../../scripts/cluster/client.ts";
import { missing, startControlPlane } from "../../../scripts/cluster/control-plane.ts";
import { driftOf } from "../../../scripts/cluster/drift.ts";
import { stopCluster } from "../../../scripts/cluster/instance.ts";
import { Redactor } from "../../../scripts/redactor.ts";
import type { RenderedObject } from "../../../scripts/render/index.ts";
import type { SecretForms } from "../../../scripts/secret-forms.ts";
import { ROOT } from "../../support/cli.ts";
import { projectAt } from "../../support/project.ts";
import { makeRepository } from "../../support/repository.ts";

const unbuilt = await missing();
const ready = unbuilt?.length === 0;
if (!ready) process.stderr.write("SKIPPED: tests of drift; the control plane is not built (npm run cluster:up)\n");

const directory = mkdtempSync(join(tmpdir(), "drift-"));
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "registry.example.com/web:1.0.0"}]}
`;
const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: default}\nstringData: {token: hunter2-and-more}\n`;
let client: ApiClient;
let objects: readonly RenderedObject[];
let redactor: Redactor;

describe.skipIf(!ready)("drift", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ({ client } = await startControlPlane({ directory, controllers: false }));
    const { params } = await projectAt(ROOT).parameters();
    redactor = new Redactor(params["secrets"] as SecretForms, []);
  }, 300_000);
  afterAll(async () => {
    client?.close();
    await stopCluster(directory);
    rmSync(directory, { recursive: true, force: true });
  });

  it("names what is missing, then nothing, then each field with whoever set it", async () => {
    const project = projectAt(makeRepository({ "web.yaml": deployment, "secret.yaml": secret }));
    ({ objects } = await project.rendering());
    expect((await driftOf(client, objects, redactor)).map(({ kind }) => kind)).toEqual(["missing", "missing"]);
    for (const { manifest } of objects) expect((await client.apply(manifest)).accepted).toBe(true);
    expect(await driftOf(client, objects, redactor)).toEqual([]);
    const path = "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=kubectl-edit";
    const patch = { spec: { replicas: 5, template: { spec: { containers: [{ name: "web", image: "registry.example.com/web:evil" }] } } } };
    expect((await client.request("PATCH", path, patch, "application/strategic-merge-patch+json")).accepted).toBe(true);
    const changed = { data: { token: Buffer.from("hunter3-and-less").toString("base64") } };
    await client.request("PATCH", "/api/v1/namespaces/default/secrets/token?fieldManager=somebody", changed, "application/merge-patch+json");
    const drifts = await driftOf(client, objects, redactor);
    const web = drifts.find(({ object }) => object.kind === "Deployment");
    expect(web?.fields.map(({ field, before, after, owner }) => ({ field, before, after, owner }))).toEqual([
      { field: "spec.replicas", before: 5, after: 2, owner: "kubectl-edit" },
      {
        field: "spec.template.spec.containers[web].image",
        before: "registry.example.com/web:evil",
        after: "registry.example.com/web:1.0.0",
        owner: "kubectl-edit",
      },
    ]);
    expect(drifts.find(({ object }) => object.kind === "Secret")?.fields[0]?.owner).toBe("somebody");
    expect(JSON.stringify(drifts)).not.toMatch(/hunter|aHVudGVy/);
  });

  it("sees no drift in what others own beside Git", async () => {
    for (const { manifest } of objects) await client.apply(manifest);
    const path = "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=somebody";
    await client.request("PATCH", path, { metadata: { labels: { team: "a" } } }, "application/merge-patch+json");
    expect(await driftOf(client, objects, redactor)).toEqual([]);
  });
});
