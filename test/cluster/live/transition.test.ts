import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ApiClient } from "../../../scripts/cluster/client.ts";
import { missing, startControlPlane } from "../../../scripts/cluster/control-plane.ts";
import { stopCluster } from "../../../scripts/cluster/instance.ts";
import { objectsIn } from "../../../scripts/fixtures/world.ts";
import { ABOUT_OTHERS, askControlPlane } from "../../../scripts/history/ask-control-plane.ts";
import { judgeStep } from "../../../scripts/history/transition.ts";
import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";
import { createNamespaces } from "../../parity/oracle.ts";
import { ROOT } from "../../support/cli.ts";
import { judge } from "../../support/fixtures.ts";

const unbuilt = await missing();
const ready = unbuilt?.length === 0;
if (!ready)
  process.stderr.write(
    `SKIPPED: what a real API server refuses of a step; ${unbuilt ? `not built: ${unbuilt.join(", ")} (npm run cluster:up)` : "Go is not on PATH"}\n`,
  );

const FIXTURES = `${ROOT}test/fixtures/transition`;
/** The rules that claim a refusal; the others speak of Argo CD, or of what nobody refuses. */
const rules = readdirSync(FIXTURES).filter((rule) => readFileSync(`${ROOT}policies/transition/${rule}.rego`, "utf8").includes("steps.refused"));
// Argo CD deletes a hook before it makes it again: what an update would be refused for says nothing of it.
const fixtures = rules
  .flatMap((rule) => readdirSync(join(FIXTURES, rule)).map((name) => `${rule}/${name}`))
  .filter((fixture) => !fixture.endsWith("ok-hook.yaml"));

const directory = mkdtempSync(join(tmpdir(), "control-plane-"));
let client: ApiClient;

describe.skipIf(!ready)("a step on a real API server", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ({ client } = await startControlPlane({ directory, controllers: false, withoutAdmission: ABOUT_OTHERS }));
  }, 300_000);
  afterAll(async () => {
    client?.close();
    await stopCluster(directory);
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(fixtures)("%s is refused if and only if the rules say so", async (fixture) => {
    const [before, after] = [objectsOf(fixture, "before"), objectsOf(fixture, "after")];
    await createNamespaces(client, before);
    for (const object of before) expect(await client.apply(object)).toMatchObject({ accepted: true });
    for (const object of before.filter(({ kind }) => kind === "PersistentVolumeClaim")) await bind(object);
    for (const object of before.filter(({ kind }) => kind === "CustomResourceDefinition")) await established(object);
    const answers = await Promise.all(after.map((object) => client.apply(object, { dryRun: true })));
    for (const object of before) await client.delete(object);
    const refused = answers.filter(({ accepted }) => !accepted).map(({ message }) => message);
    const said = await refusals(fixture);
    expect({ refused: refused.length > 0, refused_because: refused }).toMatchObject({ refused: said.length > 0 });
  });
});

describe.skipIf(!ready)("pr --control-plane", () => {
  it("finds what the server refuses, on the line that asks for it", { timeout: 300_000 }, async () => {
    expect(await askControlPlane(await judge.comparisonOf(join(FIXTURES, "claim-shrinks/bad-smaller.yaml")))).toMatchObject([
      {
        rule: "server/step-refused",
        message: expect.stringContaining("field can not be less than status.capacity"),
        path: "/spec/resources/requests/storage",
        source: { file: "web/backup.yaml" },
      },
    ]);
  });

  it("has nothing to say of a step that the server takes", { timeout: 300_000 }, async () => {
    expect(await askControlPlane(await judge.comparisonOf(join(FIXTURES, "claim-immutable/ok-larger.yaml")))).toEqual([]);
  });
});

/** The objects of one side that a fixture speaks of, in a namespace of its own: what was deleted may still be on its way out. */
function objectsOf(fixture: string, side: "before" | "after"): Manifest[] {
  const step = judge.stepOf(join(FIXTURES, fixture));
  const namespace = fixture.replace("/", "-").replace(".yaml", "").slice(0, 63);
  return objectsIn(step[side].world, step.fixture.patches)
    .filter(({ apiVersion }) => !apiVersion.startsWith("argoproj.io/"))
    .map((object) => (object.metadata.namespace ? { ...object, metadata: { ...object.metadata, namespace } } : unique(object, fixture)));
}

/** A PersistentVolume stays until a controller lets it go. */
function unique(object: Manifest, fixture: string): Manifest {
  return object.kind === "PersistentVolume" ? { ...object, metadata: { ...object.metadata, name: fixture.replace("/", "-").replace(".yaml", "") } } : object;
}

/** A claim may grow once it is bound, which is a controller's work. */
async function bind({ metadata, spec }: Manifest): Promise<void> {
  const path = `/api/v1/namespaces/${metadata.namespace}/persistentvolumeclaims/${metadata.name}/status`;
  const capacity = (spec as { resources: { requests: Record<string, string> } }).resources.requests;
  const answer = await client.request("PATCH", path, { status: { phase: "Bound", capacity } }, "application/merge-patch+json");
  expect(answer).toMatchObject({ accepted: true });
}

/** Before that, nothing can have been made of a definition, and it may still change. */
async function established(definition: Manifest): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(JSON.stringify((await client.get(definition)).body)).toMatch(/"type":"Established","status":"True"|"status":"True"[^}]*"type":"Established"/),
    { timeout: 30_000 },
  );
}

async function refusals(fixture: string): Promise<string[]> {
  const { findings } = await judgeStep(await judge.comparisonOf(join(FIXTURES, fixture)));
  return findings.map(({ message }) => message).filter((message) => message.includes("the API server refuses"));
}
