import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MARKER } from "../../scripts/history/comment.ts";
import { runHere } from "../support/in-process.ts";
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
  const { status, stdout, stderr } = await runHere("pr", ["-C", repository.root, "main"]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout.startsWith("<!-- gitops: validate, diff, safety and cost -->\n")).toBe(true);
  expect(stdout).toContain("`claim.yaml:8:16` **spec.resources.requests.storage changes from 10Gi to 5Gi");
  expect(stdout).toContain("[`transition/claim-shrinks`]");
  expect(stdout).toContain("@@ spec.resources.requests.storage @@\n-10Gi\n+5Gi");
  expect(stdout).toContain("#### Cost, USD a month");
});

test("what the base branch got in the meantime is not part of the change", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c", { key: "a" }) });
  repository.git("switch", "--quiet", "-c", "feature");
  repository.commit({ "config.yaml": configMap("c", { key: "b" }) });
  repository.git("switch", "--quiet", "main");
  repository.commit({ "other.yaml": configMap("other") });
  const { stdout } = await runHere("pr", ["-C", repository.root, "main", "feature"]);
  expect(stdout).toContain("0 added, 1 changed and 0 pruned\n\n");
});

test("writes what a CI keeps, and prints annotations on the lines", async () => {
  const repository = new GitRepository({ "claim.yaml": claim("10Gi") });
  repository.commit({ "claim.yaml": claim("5Gi") });
  const folder = outputFolder();
  const { stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1", "--annotate", "--output", folder]);
  expect(stdout).toContain("::error file=claim.yaml,line=8,col=16,title=transition/claim-shrinks::");
  expect(readdirSync(folder).sort()).toEqual(["comment.md", "diff.html", "diff.json", "findings.sarif", "junit.xml"]);
  const sarif = JSON.parse(readFileSync(join(folder, "findings.sarif"), "utf8"));
  expect(sarif.runs[0].results.map((result: { ruleId: string }) => result.ruleId)).toContain("transition/claim-shrinks");
});

test("what was wrong before fails no change, and what the change brings is told from it", async () => {
  const repository = new GitRepository({ "old.yaml": configMap("old").replace("\ndata:", "\ndta:"), "config.yaml": configMap("c") });
  repository.commit({ "config.yaml": configMap("c", { key: "a" }) });
  const { status, stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect(status).toBe(0);
  expect(stdout).toContain("### ✅ Nothing new found; 1 finding that was there before");
  expect(stdout).toMatch(/<summary>1 finding not of this change<\/summary>[\s\S]*model\/unknown-field/);
  repository.commit({ "config.yaml": configMap("c").replace("\ndata:", "\ndta:"), "old.yaml": configMap("old") });
  const worse = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect(worse.status).toBe(1);
  expect(worse.stdout).toContain("### 🔴 1 new error; 1 mended");
  const since = await runHere("validate", [repository.root, "--baseline", "HEAD~1"]);
  expect(since.status).toBe(1);
  expect(since.stdout).toContain("config.yaml");
  expect(since.stdout).not.toContain("old.yaml");
});

test("a change of words is one line", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c"), "README.md": "a\n" });
  repository.commit({ "README.md": "b\n" });
  const { status, stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect({ status, lines: stdout.trimEnd().split("\n") }).toEqual({
    status: 0,
    lines: [MARKER, "### ✅ Words alone: nothing that is deployed or judges changes (`README.md`)"],
  });
});

test("where no review can be made everything says so, and no earlier verdict stays", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c") });
  const folder = outputFolder();
  for (const name of ["comment.md", "findings.sarif"]) writeFileSync(join(folder, name), "✅");
  const { status, stdout } = await runHere("pr", ["-C", repository.root, "nowhere", "--annotate", "--output", folder]);
  expect(status).toBe(2);
  expect(stdout).toContain('::error title=not judged::there is no commit "nowhere" here');
  const comment = readFileSync(join(folder, "comment.md"), "utf8");
  expect(comment.startsWith(`${MARKER}\n### 🔴 This change could not be reviewed`)).toBe(true);
  expect(comment).toContain("nowhere");
  const sarif = JSON.parse(readFileSync(join(folder, "findings.sarif"), "utf8"));
  expect(sarif.runs[0].invocations[0].executionSuccessful).toBe(false);
  expect(readFileSync(join(folder, "junit.xml"), "utf8")).toContain("<error message=");
});

test("a file that does not parse is a finding of the change, with its line", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c"), "other.yaml": configMap("other") });
  repository.commit({ "other.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [\n" });
  const { status, stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect(status).toBe(1);
  expect(stdout).toContain("🔴 1 new error");
  expect(stdout).toContain("`other.yaml:");
});

test("a change that alters the judge says so first", async () => {
  const exception =
    "- rule: transition/claim-shrinks\n  object: PersistentVolumeClaim/default/data\n  reason: the volume is made anew\n  owner: platform\n  expires: 2999-01-01\n";
  const repository = new GitRepository({ "claim.yaml": claim("10Gi"), "config.yaml": configMap("c") });
  repository.commit({
    "claim.yaml": claim("5Gi"),
    "policies/exceptions.yaml": exception,
    "gitops.yaml": "ignore: [config.yaml]\nrules: {security/host-path: off}\n",
  });
  const { stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  const judge = stdout.slice(stdout.indexOf("This change alters the judge"), stdout.indexOf("#### What Argo CD"));
  expect(judge).toContain(
    "policies/exceptions.yaml:1 waives transition/claim-shrinks on PersistentVolumeClaim/default/data until 2999-01-01, owner platform: the volume is made anew",
  );
  expect(judge).toContain("1 file no longer looked at, though still there: config.yaml");
  expect(judge).toContain("gitops.yaml: rules");
});

test("export-ignore hides no manifest", async () => {
  const repository = new GitRepository({ "claim.yaml": claim("10Gi"), ".gitattributes": "*.yaml export-ignore\n" });
  repository.commit({ "claim.yaml": claim("5Gi") });
  const { stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1", "HEAD"]);
  expect(stdout).toContain("transition/claim-shrinks");
});

test("says which pods restart, how many at a time and how long at worst, and which version becomes which", async () => {
  const deployment = (image: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 4\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {terminationGracePeriodSeconds: 120, containers: [{name: web, image: "${image}"}]}\n`;
  const repository = new GitRepository({ "web.yaml": deployment("registry.example.com/web:1.0.0") });
  repository.commit({ "web.yaml": deployment("registry.example.com/web:1.1.0") });
  const { stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect(stdout).toMatch(
    /Deployment default\/web in \S+: 4 pods, 2 at a time; each has 2 min to end what it works on; at worst 4 min until the last has stopped/,
  );
  expect(stdout).toMatch(/\| registry.example.com\/web \| 1.0.0 \| 1.1.0 \|/);
});

test("says which permissions widen, what is published and which connections open", async () => {
  const role = (verbs: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [""], resources: [pods], verbs: [${verbs}]}]\n`;
  const policy = (port: number) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}], ports: [{port: ${port}}]}]}\n`;
  const service = (type: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: ${type}, ports: [{port: 80}]}\n`;
  const files = (verbs: string, port: number, type: string) => ({ "role.yaml": role(verbs), "policy.yaml": policy(port), "service.yaml": service(type) });
  const repository = new GitRepository(files("get", 80, "ClusterIP"));
  repository.commit(files("get, delete", 81, "LoadBalancer"));
  const { stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect(stdout).toContain("Role default/r may now delete pods");
  expect(stdout).toContain("NetworkPolicy default/p opens ingress from app=a on TCP 81");
  expect(stdout).toContain("NetworkPolicy default/p closes ingress from app=a on TCP 80");
  expect(stdout).toContain("Service default/s is reachable from outside the cluster now: LoadBalancer");
});

test("stays whole and within GitHub's limit at hundreds of changed objects", { timeout: 120_000 }, async () => {
  const many = (value: string) => Array.from({ length: 400 }, (_, index) => configMap(`c${index}`, { key: value.repeat(200) })).join("---\n");
  const repository = new GitRepository({ "config.yaml": many("a") });
  repository.commit({ "config.yaml": many("b") });
  const { stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1"]);
  expect(stdout.length).toBeLessThan(65_536);
  expect(stdout).toContain("0 added, 400 changed and 0 pruned");
  expect(stdout.match(/<details/g)?.length).toBe(stdout.match(/<\/details>/g)?.length);
});

test("an exception allows a step, and validate does not call it unused", async () => {
  const exception = (expires: string) =>
    `- rule: transition/claim-shrinks\n  object: PersistentVolumeClaim/default/data\n  reason: the volume is made anew from its backup\n  owner: platform\n  expires: ${expires}\n`;
  const repository = new GitRepository({ "claim.yaml": claim("10Gi") });
  repository.commit({ "claim.yaml": claim("5Gi"), "policies/exceptions.yaml": exception("2999-01-01") });
  expect((await runHere("pr", ["-C", repository.root, "HEAD~1"])).stdout).not.toContain("[`transition/claim-shrinks`]");
  expect((await runHere("validate", [repository.root])).stdout).not.toContain("claim-shrinks");
  repository.commit({ "policies/exceptions.yaml": exception("2020-01-01") });
  expect((await runHere("pr", ["-C", repository.root, "HEAD~2"])).stdout).toContain("[`transition/claim-shrinks`]");
});

test("names and values of others show, and do not act", async () => {
  const name = "a`<img src=x>\n### ✅ fine\n@everyone.yaml";
  const repository = new GitRepository({ "config.yaml": configMap("c") });
  repository.commit({
    [name]: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndta: {}\n",
    "config.yaml": configMap("c", { key: "```\\n</details><script>alert(1)</script>\\u001b[2J" }),
  });
  const folder = outputFolder();
  const { status, stdout } = await runHere("pr", ["-C", repository.root, "HEAD~1", "HEAD", "--output", folder]);
  expect(status).toBe(1);
  const prose = stdout.replace(/^(`{3,})\w+\n[\s\S]*?^\1$/gm, "").replace(/(`+)[^`][^\n]*?[^`]\1(?!`)/g, "");
  expect(prose).not.toMatch(/<img|<script|^### ✅|\s@everyone/m);
  expect(stdout).toContain("`` a`<img src=x>␊### ✅ fine␊@everyone.yaml:4:1 ``");
  expect(stdout).not.toContain("\u001b");
  expect(stdout.match(/<details/g)?.length).toBe(prose.match(/<\/details>/g)?.length);
  expect(readFileSync(join(folder, "diff.html"), "utf8")).not.toContain("<script>alert");
});
