/** A fork that sets a site of its own: everything that names this repository's example is gone, and every check still passes. */
import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ROOT, runCli } from "../support/cli.ts";
import { Copy } from "../support/copy.ts";
import { ENVIRONMENTS } from "./environment.ts";

const EXAMPLES: readonly string[] = parse(readFileSync(`${ROOT}policies/data/site.yaml`, "utf8")).examples;

/** What a team that works at research.test would set in the file of one environment. */
function site(environment: string): Record<string, string> {
  return {
    HOST: `ai.${environment}.research.test`,
    ARGOCD_HOST: `deploy.${environment}.research.test`,
    ACME_EMAIL: "operations@research.test",
    ARGOCD_OIDC: `name: Research\nissuer: https://id.research.test\nclientID: ${environment}\nclientSecret: $argocd-oidc:client-secret\n`,
    IMAGE: "images.research.test/lab/ai-scientist",
    KUBERNETES_API_CIDR: "10.99.0.0/28",
    SHARED_STORAGE_CLASS: "standard-rwx",
    BLOCK_STORAGE_CLASS: "premium-rwo",
    BACKUP_REPOSITORY: `s3:https://s3.eu-west-1.amazonaws.com/research-${environment}`,
    SLACK_ALERTS: "#lab",
    SLACK_INFO: "#lab-info",
    SLACK_DEPLOYMENTS: "lab-deployments",
    AWS_REGION: "eu-west-1",
    BACKUP_ROLE: "arn:aws:iam::210987654321:role/backup",
    BACKUP_PRUNE_ROLE: "arn:aws:iam::210987654321:role/prune",
  };
}

describe("a fork with a site of its own", () => {
  let copy: Copy;

  beforeAll(() => {
    copy = new Copy();
    for (const environment of ENVIRONMENTS) copy.setSite(environment, site(environment));
    const repository = join(copy.root, "clusters/base/site/repository.yaml");
    const config = parse(readFileSync(repository, "utf8"));
    config.data = { URL: "https://git.research.test/lab/platform.git", RUNBOOKS: "https://git.research.test/lab/platform/blob/main/docs/runbooks" };
    writeFileSync(repository, stringify(config));
    // What reviewers of the fork allow, and that it is no example any more.
    copy.replace("policies/data/registries.yaml", { "registry.example.com": "images.research.test" });
    const gitops = parse(readFileSync(join(copy.root, "gitops.yaml"), "utf8"));
    delete gitops.rules["gitops/example-value"];
    writeFileSync(join(copy.root, "gitops.yaml"), stringify(gitops));
  });
  afterAll(() => copy.remove());

  it("has no value of the example left", async () => {
    const { status, stdout, stderr } = await runCli("validate", [copy.root]);
    expect(stdout).not.toContain("gitops/example-value");
    expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
    for (const environment of ENVIRONMENTS) {
      for (const tree of [`clusters/${environment}`, `clusters/${environment}/bootstrap`, ...apps(copy.root, environment)]) {
        const text = JSON.stringify(copy.rendered(tree));
        expect(
          EXAMPLES.filter((example) => text.includes(example)),
          tree,
        ).toEqual([]);
      }
    }
  }, 240_000);

  it("that forgot a value is told, at the line of its site", async () => {
    const file = "clusters/staging/site/site.yaml";
    const before = readFileSync(join(copy.root, file), "utf8");
    copy.setSite("staging", { ACME_EMAIL: "platform@example.com" });
    const { stdout } = await runCli("validate", [copy.root, "--format", "json"]);
    writeFileSync(join(copy.root, file), before);
    const findings = JSON.parse(stdout).findings.filter((finding: { rule: string }) => finding.rule === "gitops/example-value");
    expect(findings.map((finding: { source: { file: string }; object: { kind: string } }) => [finding.object.kind, finding.source.file])).toEqual([
      ["ClusterIssuer", file],
    ]);
  }, 240_000);

  it("that gives two environments one host is told", async () => {
    const file = "clusters/staging/site/site.yaml";
    const before = readFileSync(join(copy.root, file), "utf8");
    copy.setSite("staging", { HOST: site("production")["HOST"] as string });
    const { status, stdout } = await runCli("validate", [copy.root]);
    writeFileSync(join(copy.root, file), before);
    expect(stdout).toContain('"ai.production.research.test" is the host of production too [references/host-unique]');
    expect(status).toBe(1);
  }, 240_000);

  it("passes the tests of the trees", async () => {
    for (const path of ["test", "scripts", "package.json", "package-lock.json", "tools", "application", "README.md", "docs", "policies", "schemas"]) {
      cpSync(`${ROOT}${path}`, join(copy.root, path), { recursive: true, force: false, errorOnExist: false });
    }
    symlinkSync(`${ROOT}node_modules`, join(copy.root, "node_modules"));
    const files = readdirSync(`${ROOT}test/trees`).filter((file) => file.endsWith(".test.ts") && !/^(fork|hardening|profiles)\./.test(file));
    const tests = files.map((file) => `test/trees/${file}`);
    const run = promisify(execFile)(process.execPath, [`${ROOT}node_modules/vitest/vitest.mjs`, "run", "--testTimeout=60000", ...tests], {
      cwd: copy.root,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
    const { stdout } = await run.catch((error: { stdout: string }) => ({ stdout: error.stdout }));
    expect(stdout).toMatch(/Tests +\d+ passed/);
  }, 600_000);
});

function apps(root: string, environment: string): string[] {
  const folders = readdirSync(join(root, "apps", environment));
  return folders.map((app) => `apps/${environment}/${app}`).filter((path) => readdirSync(join(root, path)).includes("kustomization.yaml"));
}
