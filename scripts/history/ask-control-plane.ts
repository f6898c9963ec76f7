import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiClient } from "../cluster/client.ts";
import { startControlPlane } from "../cluster/control-plane.ts";
import { stopCluster } from "../cluster/instance.ts";
import { fieldToPointer } from "../cluster/outcome.ts";
import type { Finding } from "../finding.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { refOf } from "../kubernetes/object-id.ts";
import rules from "../rules/groups/server.ts";
import { findingOf } from "../rules/rule.ts";
import type { Comparison } from "./compare.ts";
import { type StepInput, stepInputs } from "./step.ts";
import { placed } from "./transition.ts";

/** Admission plugins that refuse an object because another one is missing (an account, a class), which is no matter of the step. */
export const ABOUT_OTHERS = ["ServiceAccount", "Priority", "RuntimeClass", "PersistentVolumeClaimResize"];

/**
 * Asks a real API server what it refuses of a step: applies each changed object as it was, then dry-runs what it becomes.
 * Every environment gets a control plane of its own, on loopback, which is gone afterwards.
 * @throws UserError where Go is missing, or the control plane does not build or start
 */
export async function askControlPlane(comparison: Comparison): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const input of stepInputs(comparison)) {
    if (input.changes.some(({ kind }) => kind === "changed")) findings.push(...(await refusedIn(input)));
  }
  return findings.map((finding) => placed(finding, comparison));
}

async function refusedIn({ environment, changes }: StepInput): Promise<Finding[]> {
  const directory = mkdtempSync(join(tmpdir(), "control-plane-"));
  const findings: Finding[] = [];
  try {
    const { client } = await startControlPlane({ directory, controllers: false, withoutAdmission: ABOUT_OTHERS });
    for (const { before, after } of changes) if (before && after) findings.push(...(await tryStep(client, environment, before, after)));
    client.close();
    return findings;
  } finally {
    await stopCluster(directory);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function tryStep(client: ApiClient, environment: string, before: Manifest, after: Manifest): Promise<Finding[]> {
  const { namespace } = before.metadata;
  if (namespace !== undefined) await client.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  const about = { environment, object: refOf(after) };
  const was = await client.apply(before);
  if (!was.accepted) {
    const message = `the API server does not take it as it was, so it was not asked about the step: ${was.message}`;
    return [findingOf(rules["step-not-checked"], { message, ...about, path: "" })];
  }
  if (before.kind === "PersistentVolumeClaim") await bind(client, before);
  const is = await client.apply(after, { dryRun: true });
  if (is.accepted) return [];
  const path = is.causes.length === 1 ? fieldToPointer(is.causes[0]?.field ?? "") : "";
  return [findingOf(rules["step-refused"], { message: `the API server refuses the step: ${is.message}`, ...about, path })];
}

/** A claim may grow once it is bound, which is a controller's work. */
async function bind(client: ApiClient, { metadata, spec }: Manifest): Promise<void> {
  const path = `/api/v1/namespaces/${metadata.namespace}/persistentvolumeclaims/${metadata.name}/status`;
  const capacity = (spec as { resources?: { requests?: Record<string, string> } }).resources?.requests ?? {};
  await client.request("PATCH", path, { status: { phase: "Bound", capacity } }, "application/merge-patch+json");
}
