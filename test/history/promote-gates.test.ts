import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isIn } from "../../scripts/history/promote/windows.ts";
import { runHere } from "../support/in-process.ts";
import { kustomization } from "../support/repository.ts";
import { GitRepository } from "./git-repository.ts";

const STAGING = "apps/staging/web/release.yaml";
const PRODUCTION = "apps/production/web/release.yaml";
const PATH = process.env["PATH"];

const deployment = (version: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "registry.example.com/web:${version}"}]}
`;

function repository(promote: object): GitRepository {
  const files: Record<string, string> = {
    "gitops.yaml": `# Ours.\npromote: ${JSON.stringify(promote)}\nrules: {gitops/project-exists: "off"}\n`,
    "README.md": "words\n",
  };
  files["apps/base/web/kustomization.yaml"] = kustomization({ resources: ["config.yaml"] });
  files["apps/base/web/config.yaml"] = deployment("0.1.0");
  for (const environment of ["development", "staging", "production"]) {
    files[`apps/${environment}/web/kustomization.yaml`] = kustomization({ resources: ["../../base/web"], patches: [{ path: "release.yaml" }] });
    files[`apps/${environment}/web/release.yaml`] = deployment("2.1.0");
  }
  return new GitRepository(files);
}

const TWO = { from: "staging", to: "production" };
const promote = (each: GitRepository, ...args: string[]) => runHere("promote", ["-C", each.root, ...args]);
const branchIn = (stdout: string) => /(?:committed to|the) branch (\S+?)(?:;| holds)/.exec(stdout)?.[1] as string;

/** Commits as if it were so many hours ago. */
function commitAt(each: GitRepository, hours: number, files: Record<string, string>, message: string): string {
  const date = new Date(Date.now() - hours * 3_600_000).toISOString();
  each.write(files);
  each.git("add", "--all");
  process.env["GIT_COMMITTER_DATE"] = date;
  try {
    each.git("commit", "--quiet", "-m", message);
  } finally {
    delete process.env["GIT_COMMITTER_DATE"];
  }
  return each.git("rev-parse", "HEAD");
}

/** Puts a program of this name on PATH that stands in for the real one: it notes how it was called, and answers by a script. */
function standIn(name: string, script: string): { calls: () => string } {
  const dir = mkdtempSync(join(tmpdir(), "stand-in-"));
  writeFileSync(join(dir, name), `#!/bin/sh\necho "$*" >> "${dir}/calls"\n${script}\n`);
  chmodSync(join(dir, name), 0o755);
  process.env["PATH"] = `${dir}${delimiter}${PATH}`;
  return { calls: () => readFileSync(join(dir, "calls"), "utf8") };
}

afterEach(() => {
  process.env["PATH"] = PATH;
});

describe("gates", () => {
  const move = (each: GitRepository) => each.commit({ [PRODUCTION]: deployment("2.2.0") });

  test("soak: staging must have had it for long enough, from the day on which its branch took it", async () => {
    const each = repository({ ...TWO, gates: { production: { soak: "2d" } } });
    commitAt(each, 30, { [STAGING]: deployment("2.2.0") }, "web 2.2.0");
    move(each);
    const young = await promote(each, "--check", "HEAD~1");
    expect(young).toMatchObject({ status: 1, stderr: "" });
    expect(young.stdout).toContain("web: error: soak: 30 h of 2d in the environment before");
    expect(young.stdout).toContain("[promotion/gate-closed]");
    each.git("reset", "--quiet", "--hard", "HEAD~2");
    commitAt(each, 50, { [STAGING]: deployment("2.2.0") }, "web 2.2.0");
    move(each);
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain("web: soak is open: 2.1 d of 2d");
  });

  test("soak: what staging had for an hour only, long ago, was not tried for a day", async () => {
    const each = repository({ ...TWO, gates: { production: { soak: "1d" } } });
    commitAt(each, 100, { [STAGING]: deployment("2.2.0") }, "web 2.2.0");
    commitAt(each, 97, { [STAGING]: deployment("2.3.0") }, "web 2.3.0");
    move(each);
    expect(await promote(each, "--check", "HEAD~1")).toMatchObject({ status: 1, stdout: expect.stringContaining("soak: 3 h of 1d") });
  });

  test("an application has a gate of its own, and --status shows how it stands", async () => {
    const each = repository({ ...TWO, gates: { production: { soak: "1m" } }, applications: { web: { gates: { production: { soak: "90d" } } } } });
    each.commit({ [STAGING]: deployment("2.2.0") }, "web 2.2.0");
    expect((await promote(each, "--status")).stdout).toMatch(/^web: soak is closed: 0 min of 90d in the environment before, since [0-9-]{10}; opens /m);
  });

  test("freeze: nothing on these days, but for a hotfix, which says why", async () => {
    const each = repository({ ...TWO, gates: { production: { freeze: [{ from: "2000-01-01", to: "2999-12-31", reason: "the fair" }] } } });
    each.commit({ [STAGING]: deployment("2.2.0") });
    move(each);
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain("freeze: frozen from 2000-01-01 to 2999-12-31: the fair");
    each.git("commit", "--quiet", "--amend", "-m", "web\n\nHotfix: it loses jobs");
    expect(await promote(each, "--check", "HEAD~1")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("hotfix (it loses jobs): web: error: freeze"),
    });
  });

  test("windows: in the hours of their zone, over midnight too", () => {
    const at = (time: string) => new Date(`2026-11-24T${time}:00Z`); // A Tuesday.
    const office = { days: ["mon", "tue"], from: "09:00", to: "16:00", zone: "Europe/Berlin" };
    expect(["07:59", "08:00", "14:59", "15:00"].map((time) => isIn(office, at(time)))).toEqual([false, true, true, false]);
    expect(isIn({ ...office, days: ["wed"] }, at("10:00"))).toBe(false);
    expect(["21:59", "22:00", "03:59", "04:00"].map((time) => isIn({ from: "22:00", to: "04:00" }, at(time)))).toEqual([false, true, true, false]);
  });

  test("windows: a zone that nobody knows opens none", async () => {
    const each = repository({ ...TWO, gates: { production: { windows: [{ zone: "Europe/Berlim" }] } } });
    each.commit({ [STAGING]: deployment("2.2.0") });
    move(each);
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain('windows: there is no time zone "Europe/Berlim"');
  });

  test("health: what Argo CD says of staging's Application, asked by kubectl (a stand-in)", async () => {
    const each = repository({ ...TWO, gates: { production: { health: { ask: "required", context: "staging" } } } });
    const took = each.commit({ [STAGING]: deployment("2.2.0") });
    move(each);
    const answer = (health: string, revision: string) =>
      standIn("kubectl", `echo '${JSON.stringify({ status: { health: { status: health }, sync: { status: "Synced", revision } } })}'`);
    const kubectl = answer("Degraded", took);
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain("health: Argo CD says Synced, Degraded of web");
    expect(kubectl.calls()).toBe("--context staging --request-timeout=20s -n argocd get applications.argoproj.io web -o json\n");
    answer("Healthy", each.git("rev-parse", `${took}^`));
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain(`which has not got ${took.slice(0, 12)} yet`);
    answer("Healthy", took);
    expect(await promote(each, "--check", "HEAD~1")).toMatchObject({ status: 0, stdout: expect.stringContaining("web: health is open") });
  });

  test("health: where nobody can be asked it forbids only where it is required", async () => {
    const each = repository({ ...TWO, gates: { production: { health: { ask: "required" } } } });
    each.commit({ [STAGING]: deployment("2.2.0") });
    move(each);
    standIn("kubectl", "echo 'no cluster here' >&2; exit 1");
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain("health: Argo CD was not asked: kubectl says: no cluster here");
    each.commit({ "gitops.yaml": JSON.stringify({ promote: { ...TWO, gates: { production: { health: { ask: "where-reachable" } } } } }) });
    expect(await promote(each, "--check", "HEAD~2")).toMatchObject({ status: 0, stdout: expect.stringContaining("web: health was not asked") });
  });

  test("approvals: the last word of each who is not the author, as gh says (a stand-in)", async () => {
    const each = repository({ ...TWO, gates: { production: { approvals: 2 } } });
    each.git("remote", "add", "origin", "https://github.com/example/web.git");
    each.commit({ [STAGING]: deployment("2.2.0") });
    move(each);
    const review = (login: string, state: string, hour: number) => ({ author: { login }, state, submittedAt: `2026-01-01T0${hour}:00:00Z` });
    const said = (reviews: object[]) => standIn("gh", `echo '${JSON.stringify({ author: { login: "ann" }, reviews })}'`);
    said([review("ann", "APPROVED", 1), review("bob", "APPROVED", 2), review("eve", "APPROVED", 3), review("eve", "CHANGES_REQUESTED", 4)]);
    expect((await promote(each, "--check", "HEAD~1", "--pull-request", "7")).stdout).toContain("approvals: 1 of 2 approvals, by bob");
    const gh = said([review("bob", "APPROVED", 2), review("eve", "APPROVED", 3), review("eve", "COMMENTED", 4)]);
    expect(await promote(each, "--check", "HEAD~1", "--pull-request", "7")).toMatchObject({ status: 0 });
    expect(gh.calls()).toBe("pr view 7 --json author,reviews\n");
    standIn("gh", "exit 1");
    expect(await promote(each, "--check", "HEAD~1")).toMatchObject({ status: 1, stdout: expect.stringContaining("nobody can say who approved") });
  });

  test("gates that cannot be read are not open", async () => {
    const each = repository({ ...TWO, gates: { production: { soak: "a while" } } });
    expect(await promote(each, "--check", "HEAD")).toMatchObject({ status: 2, stderr: expect.stringContaining("gitops.yaml") });
  });
});

describe("a step back", () => {
  test("is called that, holds the application, and waits for no gate; the hold is shown, respected, and lifted", async () => {
    const each = repository({ ...TWO, gates: { production: { soak: "30d" } } });
    const good = each.git("rev-parse", "HEAD");
    each.commit({ [STAGING]: deployment("2.2.0") }, "web 2.2.0");
    each.commit({ [PRODUCTION]: deployment("2.2.0") });
    const back = await promote(each, "web", "--revision", good, "--reason", "2.2.0 loses jobs");
    const branch = branchIn(back.stdout);
    expect(branch).toMatch(/^roll-back\/web-to-production-/);
    const message = each.git("log", "-1", "--format=%B", branch);
    expect(message).toMatch(new RegExp(`^Roll back web 2.2.0 → 2.1.0 in production to staging at ${good.slice(0, 12)}\n`));
    expect(message).toContain("Taken back, newest first:\n- ");
    each.git("merge", "--quiet", "--ff-only", branch);
    expect((await promote(each, "--check", "HEAD~1")).status).toBe(0);
    const { holds } = (parse(readFileSync(join(each.root, "gitops.yaml"), "utf8")) as { promote: { holds: object[] } }).promote;
    expect(holds).toEqual([{ application: "web", environment: "production", since: new Date().toISOString().slice(0, 10), reason: "2.2.0 loses jobs" }]);
    expect(readFileSync(join(each.root, "gitops.yaml"), "utf8")).toContain("# Ours.\n");
    expect((await promote(each, "--status")).stdout).toMatch(/^web is on hold in production since [0-9-]{10}: 2.2.0 loses jobs$/m);
    const before = each.state();
    expect(await promote(each, "web")).toMatchObject({ status: 1, stdout: expect.stringContaining("npm run promote -- --lift web") });
    expect(each.state()).toBe(before);
    each.commit({ [PRODUCTION]: deployment("2.2.0") });
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain("[promotion/held]");
    each.git("reset", "--quiet", "--hard", "HEAD~1");
    each.git("merge", "--quiet", "--ff-only", branchIn((await promote(each, "web", "--lift")).stdout));
    expect(readFileSync(join(each.root, "gitops.yaml"), "utf8")).not.toContain("holds");
    expect((await promote(each, "web")).status).toBe(0);
  });

  test("a hold that is not there cannot be lifted", async () => {
    expect(await promote(repository(TWO), "web", "--lift")).toMatchObject({ status: 2, stderr: "promote: gitops.yaml: web is not on hold in production\n" });
  });
});

describe("what moves", () => {
  test("a commit names the versions, what staging got, and what restarts; made twice it is one", async () => {
    const each = repository(TWO);
    each.commit({ [STAGING]: deployment("2.2.0") }, "Update web to 2.2.0");
    const { stdout } = await promote(each);
    const message = each.git("log", "-1", "--format=%B", branchIn(stdout));
    expect(message).toMatch(/^Promote web 2\.1\.0 → 2\.2\.0 from staging to production\n\nregistry\.example\.com\/web 2\.1\.0 → 2\.2\.0\n/);
    expect(message).toMatch(/What staging got, newest first:\n- \w+ [0-9-]{10} Update web to 2\.2\.0\n/);
    expect(message).toContain("Risk:\n- Deployment default/web: 1 pod");
    const branches = each.git("for-each-ref");
    expect((await promote(each)).stdout).toContain(`the branch ${branchIn(stdout)} holds the same already`);
    expect(each.git("for-each-ref")).toBe(branches);
  });

  test("several stages in a row, each from the one before it", async () => {
    const each = repository({ stages: ["development", "staging", "production"] });
    each.commit({ "apps/development/web/release.yaml": deployment("2.2.0") });
    expect(await promote(each)).toMatchObject({ status: 2, stderr: "promote: which step is meant? Give --to: staging and production\n" });
    expect((await promote(each, "--status")).stdout).toMatch(/^staging: web: .* waits since .*\n.*\nproduction has everything that staging has\n$/);
    each.git("merge", "--quiet", "--ff-only", branchIn((await promote(each, "--to", "staging")).stdout));
    expect((await promote(each, "--check", "HEAD~1")).status).toBe(0);
    each.commit({ [STAGING]: deployment("2.3.0"), [PRODUCTION]: deployment("2.3.0") });
    expect((await promote(each, "--check", "HEAD~1")).stdout).toMatch(/^apps\/staging.*unproven\][\s\S]*^apps\/production.*unproven\]/m);
  });

  test("values of a file of which the rest is the site's: a conflict names the next step", async () => {
    const values = (tag: string, host: string) => `# ${host}\nimage: {tag: ${tag}} # promoted\nhost: ${host}\n`;
    const each = repository({ ...TWO, fields: { "values.yaml": ["/image/tag"] } });
    const [from, to] = ["apps/staging/web/values.yaml", "apps/production/web/values.yaml"];
    each.commit({ [from]: values("1.0", "s"), [to]: values("1.0", "p") });
    each.commit({ [from]: values("1.1", "elsewhere") });
    expect((await promote(each, "--status")).stdout).toContain(`web: ${from}, /image/tag (1.0 → 1.1) waits since`);
    const branch = branchIn((await promote(each)).stdout);
    expect(each.git("show", `${branch}:${to}`)).toBe(values("1.1", "p").trim());
    each.git("switch", "--quiet", branch);
    expect((await promote(each, "--check", "main")).status).toBe(0);
    each.commit({ [to]: values("9", "p") });
    expect((await promote(each, "--check", "main")).stdout).toContain(`${to}: error: /image/tag is no state that staging held`);
    each.git("switch", "--quiet", "main");
    each.commit({ [to]: values("1.0.1", "p") });
    const { status, stdout } = await promote(each);
    expect(status).toBe(1);
    expect(stdout).toContain(`Next: decide what both should have, write it to ${from}, /image/tag and merge that`);
  });

  test("versions of charts, each in its own environment's Application", async () => {
    const each = repository({ ...TWO, charts: true });
    const file = (environment: string) => `clusters/${environment}/applications/keda.yaml`;
    const application = (version: string, environment: string) => `# ${environment}
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: keda, namespace: argocd}
spec:
  project: keda
  source: {repoURL: https://example.com/charts, chart: keda, targetRevision: ${version}} # pinned
  destination: {server: https://kubernetes.default.svc, namespace: keda}
`;
    const both = (version: string) => Object.fromEntries(["staging", "production"].map((name) => [file(name), application(version, name)]));
    each.commit(both("2.20.1"));
    each.commit({ [file("staging")]: application("2.20.2", "staging") }, "keda 2.20.2");
    expect((await promote(each, "--status")).stdout).toContain(`keda: ${file("staging")}, the version of chart keda (2.20.1 → 2.20.2) waits since`);
    const result = await promote(each, "keda");
    expect(result).toMatchObject({ status: 0, stderr: "" });
    const branch = branchIn(result.stdout);
    expect(each.git("show", `${branch}:${file("production")}`)).toBe(application("2.20.2", "production").trim());
    expect(each.git("log", "-1", "--format=%s", branch)).toBe("Promote keda 2.20.1 → 2.20.2 from staging to production");
  });
});

describe("--open", () => {
  test("pushes, and opens one pull request, by gh (a stand-in)", async () => {
    const remote = mkdtempSync(join(tmpdir(), "remote-"));
    const each = repository(TWO);
    mkdirSync(join(remote, "github"));
    each.git("init", "--quiet", "--bare", join(remote, "github"));
    each.git("remote", "add", "origin", join(remote, "github"));
    each.commit({ [STAGING]: deployment("2.2.0") });
    const gh = standIn("gh", '[ "$2" = view ] && exit 1; cat > /dev/null; echo https://github.com/example/web/pull/1');
    const { status, stdout } = await promote(each, "--open");
    expect({ status, address: stdout.trim().split("; ").at(-1) }).toEqual({ status: 0, address: "the pull request is https://github.com/example/web/pull/1" });
    const branch = branchIn(stdout);
    expect(each.git("ls-remote", "origin", branch)).toContain(each.git("rev-parse", branch));
    expect(gh.calls()).toContain(`pr create --head ${branch} --title Promote web 2.1.0 → 2.2.0 from staging to production --body-file -`);
    standIn("gh", '[ "$2" = view ] || exit 1; echo \'{"state":"OPEN","url":"https://github.com/example/web/pull/1"}\'');
    expect((await promote(each, "--open")).stdout).toContain("holds the same already; the pull request is https://github.com/example/web/pull/1");
  });

  test("without a remote nothing is made", async () => {
    const each = repository(TWO);
    each.commit({ [STAGING]: deployment("2.2.0") });
    const before = each.state();
    expect(await promote(each, "--open")).toMatchObject({ status: 2, stderr: 'promote: there is no remote "origin" to open a pull request at\n' });
    expect(each.state()).toBe(before);
  });
});
