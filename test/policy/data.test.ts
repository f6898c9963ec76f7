import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadData } from "../../scripts/policy/data.ts";

interface Kinds {
  readonly kinds: Readonly<Record<string, unknown>>;
}

function repositoryWith(workloads: string): string {
  const root = mkdtempSync(join(tmpdir(), "data-"));
  mkdirSync(join(root, "policies/data"), { recursive: true });
  writeFileSync(join(root, "policies/data/workloads.yaml"), workloads);
  return root;
}

test("kinds of a repository's own stand beside the toolchain's", async () => {
  const own = await loadData(repositoryWith("kinds: {example.com/Thing: [{template: /spec/template}]}\n"));
  expect(own.troubles).toEqual([]);
  const { kinds } = own.params["workloads"] as Kinds;
  expect(kinds["example.com/Thing"]).toEqual([{ template: "/spec/template" }]);
  expect(Object.keys(kinds)).toEqual(expect.arrayContaining(["apps/Deployment", "keda.sh/ScaledJob"]));
});

test("a place that is neither a template nor a spec is a trouble, and the toolchain's kinds hold", async () => {
  const { params, troubles } = await loadData(repositoryWith("kinds: {example.com/Thing: [{ends: true}]}\n"));
  expect(troubles.map((trouble) => trouble.message)).toEqual([expect.stringContaining("/kinds/example.com~1Thing/0")]);
  expect(Object.keys((params["workloads"] as Kinds).kinds)).toContain("apps/Deployment");
});
