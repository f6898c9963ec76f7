import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { configMap } from "../support/repository.ts";
import { GitRepository } from "./git-repository.ts";

const claim = (size: string) => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: ${size}
`;

function outputFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pr-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("one Markdown holds findings on the state and the step, the changes and the cost", async () => {
  const repository = new GitRepository({ "claim.yaml": claim("10Gi") });
  repository.git("switch", "--quiet", "-c", "feature");
  repository.commit({ "claim.yaml": claim("5Gi") });
  const { status, stdout, stderr } = await runCli("pr", ["-C", repository.root, "main"]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout.startsWith("<!-- gitops: validate, diff, safety and cost -->\n")).toBe(true);
  expect(stdout).toContain("`claim.yaml:8:16` **spec.resources.requests.storage changes from 10Gi to 5Gi");
  expect(stdout).toContain("(`transition/claim-shrinks`)");
  expect(stdout).toContain("@@ spec.resources.requests.storage @@\n-10Gi\n+5Gi");
  expect(stdout).toContain("### Cost, USD a month");
});

test("what the base branch got in the meantime is not part of the change", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c", { key: "a" }) });
  repository.git("switch", "--quiet", "-c", "feature");
  repository.commit({ "config.yaml": configMap("c", { key: "b" }) });
  repository.git("switch", "--quiet", "main");
  repository.commit({ "other.yaml": configMap("other") });
  const { stdout } = await runCli("pr", ["-C", repository.root, "main", "feature"]);
  expect(stdout).toContain("### 0 added, 1 changed and 0 pruned from main to feature");
});

test("writes what a CI keeps, and prints annotations on the lines", async () => {
  const repository = new GitRepository({ "claim.yaml": claim("10Gi") });
  repository.commit({ "claim.yaml": claim("5Gi") });
  const folder = outputFolder();
  const { stdout } = await runCli("pr", ["-C", repository.root, "HEAD~1", "--annotate", "--output", folder]);
  expect(stdout).toContain("::error file=claim.yaml,line=8,col=16,title=transition/claim-shrinks::");
  expect(readdirSync(folder).sort()).toEqual(["comment.md", "diff.html", "diff.json", "findings.sarif"]);
  const sarif = JSON.parse(readFileSync(join(folder, "findings.sarif"), "utf8"));
  expect(sarif.runs[0].results.map((result: { ruleId: string }) => result.ruleId)).toContain("transition/claim-shrinks");
});

test("an exception allows a step, and validate does not call it unused", async () => {
  const exception = (expires: string) =>
    `- rule: transition/claim-shrinks\n  object: PersistentVolumeClaim/default/data\n  reason: the volume is made anew from its backup\n  owner: platform\n  expires: ${expires}\n`;
  const repository = new GitRepository({ "claim.yaml": claim("10Gi") });
  repository.commit({ "claim.yaml": claim("5Gi"), "policies/exceptions.yaml": exception("2999-01-01") });
  expect((await runCli("pr", ["-C", repository.root, "HEAD~1"])).stdout).not.toContain("claim-shrinks`)");
  expect((await runCli("validate", [repository.root])).stdout).not.toContain("claim-shrinks");
  repository.commit({ "policies/exceptions.yaml": exception("2020-01-01") });
  expect((await runCli("pr", ["-C", repository.root, "HEAD~2"])).stdout).toContain("claim-shrinks`)");
});
