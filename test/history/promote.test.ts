import { describe, expect, test } from "vitest";
import { runHere } from "../support/in-process.ts";
import { configMap, kustomization } from "../support/repository.ts";
import { GitRepository } from "./git-repository.ts";

/** A patch of the one object that each overlay has. */
function patch(app: string, data: Record<string, string>): string {
  const lines = Object.entries(data).map(([key, value]) => `  ${key}: "${value}"\n`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${app}\ndata:\n${lines.join("")}`;
}

/** Far enough apart that Git merges a change of one without the other. */
const release = (first: string, last: string) => patch("web", { first, b: "b", c: "c", d: "d", e: "e", last });
const STAGING = "apps/staging/web/release.yaml";
const PRODUCTION = "apps/production/web/release.yaml";

function repository(): GitRepository {
  const files: Record<string, string> = {};
  for (const app of ["web", "db"]) {
    files[`apps/base/${app}/kustomization.yaml`] = kustomization({ resources: ["config.yaml"] });
    files[`apps/base/${app}/config.yaml`] = configMap(app);
    for (const environment of ["staging", "production"]) {
      const folder = `apps/${environment}/${app}`;
      files[`${folder}/kustomization.yaml`] = kustomization({ resources: [`../../base/${app}`], patches: [{ path: "release.yaml" }, { path: "site.yaml" }] });
      files[`${folder}/release.yaml`] = app === "web" ? release("1", "1") : patch("db", { version: "1" });
      files[`${folder}/site.yaml`] = patch(app, { host: `${environment}.example.com` });
    }
  }
  return new GitRepository(files);
}

const ROUTE = ["--from", "staging", "--to", "production"];
const promote = (each: GitRepository, ...args: string[]) => runHere("promote", ["-C", each.root, ...ROUTE, ...args]);

/** The branch that a run made. */
function branchOf({ stdout, stderr, status }: { stdout: string; stderr: string; status: number | null }): string {
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return /committed to the branch (\S+);/.exec(stdout)?.[1] as string;
}

describe("promotion", () => {
  test("merges what is promotable, keeps the site's, records the source and the render", async () => {
    const each = repository();
    const source = each.commit({ [STAGING]: release("2", "1"), "apps/staging/web/site.yaml": patch("web", { host: "new.example.com" }) });
    const before = each.git("rev-parse", "main");
    const result = await promote(each);
    const branch = branchOf(result);
    expect(result.stdout).toContain("data.first: 1 -> 2");
    expect(each.git("diff", "--name-only", "main", branch)).toBe(PRODUCTION);
    expect(each.git("show", `${branch}:${PRODUCTION}`)).toBe(release("2", "1").trim());
    expect(each.git("log", "-1", "--format=%B", branch)).toMatch(
      new RegExp(
        `^Promote web from staging to production\\n\\n${PRODUCTION}\\n\\nWhat staging got, newest first:\\n- \\w{7} [0-9-]{10} change\\n\\nPromoted-From: ${source}\\nPromoted-To: production\\nRender-Digest: sha256:[0-9a-f]{64}$`,
      ),
    );
    expect(each.git("rev-parse", "main", `${branch}^`)).toBe(`${before}\n${before}`);
    expect(each.git("branch", "--show-current")).toBe("main");
  });

  test("keeps what only the target changed", async () => {
    const each = repository();
    each.commit({ [PRODUCTION]: release("1", "hotfix") });
    each.commit({ [STAGING]: release("2", "1") });
    const branch = branchOf(await promote(each, "web"));
    expect(each.git("show", `${branch}:${PRODUCTION}`)).toBe(release("2", "hotfix").trim());
  });

  test("shows a conflict and writes nothing", async () => {
    const each = repository();
    each.commit({ [PRODUCTION]: release("hotfix", "1") });
    each.commit({ [STAGING]: release("2", "1") });
    const before = each.state();
    const { status, stdout } = await promote(each);
    expect(status).toBe(1);
    expect(stdout).toContain(`conflict in ${PRODUCTION} (web)`);
    expect(stdout).toMatch(
      /<<<<<<< production\n {2}first: "hotfix"\n\|{7} [0-9a-f]{12}\n {2}first: "1"\n=======\n {2}first: "2"\n>>>>>>> staging at [0-9a-f]{12}/,
    );
    expect(each.state()).toBe(before);
  });

  test("concurrent changes of two applications are promoted apart", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1"), "apps/staging/db/release.yaml": patch("db", { version: "2" }) });
    expect(each.git("diff", "--name-only", "main", branchOf(await promote(each, "db")))).toBe("apps/production/db/release.yaml");
    expect(each.git("diff", "--name-only", "main", branchOf(await promote(each, "web")))).toBe(PRODUCTION);
  });

  test("promotes again after a promotion was merged, from where it left off", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") });
    each.git("merge", "--quiet", "--no-ff", "--no-edit", branchOf(await promote(each)));
    each.commit({ [PRODUCTION]: release("2", "hotfix") });
    each.commit({ [STAGING]: release("3", "1") });
    const branch = branchOf(await promote(each));
    expect(each.git("show", `${branch}:${PRODUCTION}`)).toBe(release("3", "hotfix").trim());
  });

  test("rolls back with an earlier revision", async () => {
    const each = repository();
    const good = each.git("rev-parse", "HEAD");
    each.commit({ [STAGING]: release("2", "1") });
    each.git("merge", "--quiet", "--ff-only", branchOf(await promote(each)));
    const branch = branchOf(await promote(each, "--revision", good));
    expect(each.git("show", `${branch}:${PRODUCTION}`)).toBe(release("1", "1").trim());
  });

  test("leaves a dirty tree, its index and untracked files as they are, and promotes what is committed", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") });
    each.write({ [STAGING]: release("dirty", "1"), [PRODUCTION]: release("dirty", "1"), untracked: "x" });
    each.git("add", PRODUCTION);
    const before = [each.git("status", "--porcelain=v1"), each.git("ls-files", "--stage")];
    const branch = branchOf(await promote(each));
    expect(each.git("show", `${branch}:${PRODUCTION}`)).toBe(release("2", "1").trim());
    expect([each.git("status", "--porcelain=v1"), each.git("ls-files", "--stage")]).toEqual(before);
  });

  test("--dry-run shows the change and the commit, and makes no branch", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") });
    const before = each.state();
    const { status, stdout } = await promote(each, "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toContain("would commit:\n\nPromote web from staging to production");
    expect(each.state()).toBe(before);
  });

  test("a source with errors of its own is not promoted", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1"), "apps/staging/web/site.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\nimmutable: perhaps\n" });
    const before = each.state();
    const { status, stderr } = await promote(each);
    expect(stderr).toMatch(/promote: staging at [0-9a-f]{12} has 1 error itself and is not promoted; the first: apps\/staging\/web\/site.yaml:4:/);
    expect(status).toBe(2);
    expect(each.state()).toBe(before);
  });

  test("a renamed file that the target's kustomization does not know is refused before anything is written", async () => {
    const each = repository();
    each.write({ "gitops.yaml": 'promote: {files: ["release*.yaml"]}\n' });
    each.git("mv", STAGING, "apps/staging/web/release-web.yaml");
    each.commit({
      "apps/staging/web/kustomization.yaml": kustomization({ resources: ["../../base/web"], patches: [{ path: "release-web.yaml" }, { path: "site.yaml" }] }),
    });
    const before = each.state();
    const { status, stdout } = await promote(each, "web");
    expect(status).toBe(1);
    expect(stdout).toMatch(/apps\/production\/web\/kustomization.yaml:\S+ error: .*release.yaml/);
    expect(each.state()).toBe(before);
  });

  test("a branch of the name that is there already stays", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") });
    const before = each.state();
    const { status, stderr } = await promote(each, "--branch", "main");
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'promote: the branch "main" is there already; delete it, or name another with --branch\n' });
    expect(each.state()).toBe(before);
  });

  test("an unknown application is named, with the one that was meant", async () => {
    const { status, stderr } = await promote(repository(), "webb");
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'promote: there is no application of staging "webb", did you mean "web"?; there is db, web\n' });
  });
});

describe("promote --status", () => {
  test("says what waits, since when", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") }, "web 2");
    each.commit({ [STAGING]: release("3", "1") }, "web 3");
    const today = each.git("log", "-1", "--format=%cs");
    expect((await promote(each, "--status")).stdout).toMatch(
      new RegExp(`^web: ${STAGING} waits since ${today}\\n {2}\\w+ ${today} web 3\\n {2}\\w+ ${today} web 2\\n$`),
    );
  });

  test("says that nothing waits, also where the target has a change of its own", async () => {
    const each = repository();
    each.commit({ [PRODUCTION]: release("hotfix", "1") });
    expect((await promote(each, "--status")).stdout).toBe("production has everything that staging has\n");
  });
});

describe("promote --check", () => {
  test("accepts a promotion, also as the merge commit that CI checks out", async () => {
    const each = repository();
    each.commit({ [PRODUCTION]: release("1", "hotfix") });
    each.commit({ [STAGING]: release("2", "1") });
    const branch = branchOf(await promote(each));
    each.git("switch", "--quiet", "-c", "merge");
    each.commit({ "README.md": "words\n" });
    each.git("merge", "--quiet", "--no-ff", "--no-edit", branch);
    expect(await promote(each, "--check", "main")).toMatchObject({ status: 0, stderr: "" });
  });

  test("accepts a copy by hand of what the source held", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") });
    each.commit({ [STAGING]: release("3", "1") });
    each.commit({ [PRODUCTION]: release("2", "1") });
    expect(await promote(each, "--check", "HEAD~1")).toMatchObject({ status: 0, stderr: "" });
  });

  test("refuses what comes to both environments in one change: nobody has tried it", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1"), [PRODUCTION]: release("2", "1") });
    expect((await promote(each, "--check", "HEAD~1")).stdout).toContain("[promotion/unproven]");
  });

  test("refuses what the source never held", async () => {
    const each = repository();
    each.commit({ [PRODUCTION]: release("9", "1") });
    const { status, stdout } = await promote(each, "--check", "HEAD~1");
    expect(status).toBe(1);
    expect(stdout).toContain(`${PRODUCTION}: error: is no state that staging held [promotion/unproven]`);
  });

  test("refuses a promotion that was edited afterwards, and one whose render is not the validated one any more", async () => {
    const each = repository();
    each.commit({ [STAGING]: release("2", "1") });
    each.git("switch", "--quiet", branchOf(await promote(each)));
    each.commit({ "apps/production/web/site.yaml": patch("web", { host: "other.example.com" }) });
    const other = await promote(each, "--check", "main");
    expect(other.status).toBe(1);
    expect(other.stdout).toContain("[promotion/another-render]");
    each.commit({ [PRODUCTION]: release("2", "9") });
    expect((await promote(each, "--check", "main")).stdout).toContain("[promotion/unproven]");
  });

  test("a shallow clone says how to get the history", async () => {
    const origin = repository();
    const base = origin.git("rev-parse", "HEAD");
    origin.commit({ [STAGING]: release("2", "1") });
    const clone = new GitRepository({});
    clone.git("clone", "--quiet", "--depth=1", `file://${origin.root}`, "clone");
    const { status, stderr } = await runHere("promote", ["-C", `${clone.root}/clone`, ...ROUTE, "--check", base]);
    expect(status).toBe(2);
    expect(stderr).toContain("git fetch --unshallow");
  });

  test("says what changes both at once, and forbids it where a promotion is required, but for a hotfix", async () => {
    const each = repository();
    const route = "promote: {from: staging, to: production";
    const shared = (value: string) => ({ "apps/base/web/config.yaml": configMap("web", { shared: value }) });
    each.commit({ "gitops.yaml": `${route}}\n` });
    each.commit(shared("new"));
    const said = await runHere("promote", ["-C", each.root, "--check", "HEAD~1"]);
    expect(said.status).toBe(0);
    expect(said.stdout).toContain("apps/base/web/config.yaml: changes production (");
    expect(said.stdout).toContain("nothing is proved of other files");
    each.commit({ "gitops.yaml": `${route}, require: true}\n` });
    each.commit(shared("newer"));
    const refused = await runHere("promote", ["-C", each.root, "--check", "HEAD~1"]);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain("apps/base/web/config.yaml: error: changes");
    each.commit(shared("newest"), "mend\n\nHotfix: it burns");
    expect((await runHere("promote", ["-C", each.root, "--check", "HEAD~1"])).status).toBe(0);
  });
});
