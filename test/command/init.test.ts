import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { MANIFEST } from "../../scripts/toolchain.ts";
import { runHere } from "../support/in-process.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

const overlay = (folder: string, base: string) => ({ [`${folder}/kustomization.yaml`]: kustomization({ resources: [base] }) });

/** Somebody else's: two environments, an alternative that nothing places, and a mistake. */
const foreign = {
  "web/base/kustomization.yaml": kustomization({ resources: ["settings.yaml"] }),
  "web/base/settings.yaml": configMap("settings").replace("\ndata:", "\ndta:"),
  ...overlay("web/overlays/staging", "../../base"),
  ...overlay("web/overlays/production", "../../base"),
  "alone/kustomization.yaml": kustomization({ resources: ["settings.yaml"] }),
  "alone/settings.yaml": configMap("alone"),
};

const findingsOf = async (root: string) => JSON.parse((await runHere("validate", ["--format", "json", root])).stdout).findings;

test("says what is there, writes what says so, and changes no verdict by it", async () => {
  const root = makeRepository(foreign);
  const before = await findingsOf(root);
  const { status, stdout } = await runHere("init", [root]);
  expect(status).toBe(0);
  expect(stdout).toContain("  production  1 tree: web/overlays/production\n  staging     1 tree: web/overlays/staging\n  1 tree that nothing places");
  expect(stdout).toContain("Now it finds 1 error and 0 warnings: ");
  expect(stdout).toMatch(/^ {2}profile: strict .*: \d+ findings more$/m);
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.includes(root))).toEqual([]);
  const { environments, profile } = parse(readFileSync(join(root, "gitops.yaml"), "utf8"));
  expect(environments).toEqual({ production: ["web/overlays/production/**"], staging: ["web/overlays/staging/**"] });
  expect(profile).toBe("default");
  expect(before.map(({ rule }: { rule: string }) => rule)).toContain("model/unknown-field");
  expect(await findingsOf(root)).toEqual(before);
});

test("the workflow pins its actions and the toolchain, gets no secret and may write nothing", async () => {
  const root = makeRepository(foreign);
  await runHere("init", [root]);
  const { permissions, jobs } = parse(readFileSync(join(root, ".github/workflows/gitops.yaml"), "utf8"));
  const steps: { uses?: string; run?: string }[] = jobs.verdict.steps;
  expect(permissions).toEqual({ contents: "read" });
  for (const { uses = "" } of steps.filter((step) => step.uses)) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  for (const { run = "" } of steps) expect(run).not.toContain("${{");
  expect(steps.map(({ run }) => run)).toContain(`npx --yes ${MANIFEST.name}@${MANIFEST.version} pr "$BASE" --annotate --output review`);
});

test("environments that folders cannot tell apart are remarked, not stated", async () => {
  const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: "https://git.example.com/a/b.git", path: web, targetRevision: main}
  destination: {server: "https://kubernetes.default.svc", namespace: web}
`;
  const root = makeRepository({
    "clusters/live/web.yaml": application,
    "clusters/spare/web.yaml": application,
    ...overlay("web", "settings.yaml"),
    "web/settings.yaml": configMap("settings"),
  });
  const before = await findingsOf(root);
  await runHere("init", [root]);
  const text = readFileSync(join(root, "gitops.yaml"), "utf8");
  expect(parse(text).environments).toBeUndefined();
  expect(text).toMatch(/^# {3}live: \[.*"web\/\*\*"\]$/m);
  expect(await findingsOf(root)).toEqual(before);
});

test("overwrites nothing", async () => {
  const root = makeRepository({ ...foreign, "gitops.yaml": "profile: strict\n" });
  const { status, stdout } = await runHere("init", [root]);
  expect([status, readFileSync(join(root, "gitops.yaml"), "utf8")]).toEqual([0, "profile: strict\n"]);
  expect(stdout).toContain("gitops.yaml is there already and stays as it is");
  expect(existsSync(join(root, ".github/workflows/gitops.yaml"))).toBe(true);
  writeFileSync(join(root, ".github/workflows/gitops.yaml"), "mine\n");
  await runHere("init", [root]);
  expect(readFileSync(join(root, ".github/workflows/gitops.yaml"), "utf8")).toBe("mine\n");
});

test("a directory with nothing to deploy is said, and gets no files", async () => {
  const root = makeRepository({ "README.md": "words\n" });
  const { status, stderr } = await runHere("init", [root]);
  expect(status).toBe(2);
  expect(stderr).toContain("nothing to check");
  expect(existsSync(join(root, "gitops.yaml"))).toBe(false);
});
