import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { application, configMap, kustomization } from "../support/repository.ts";
import { GitRepository } from "./git-repository.ts";

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: sidecar, image: registry.example.com/sidecar:1.0.0}
        - name: web
          image: registry.example.com/web:1.0.0
          envFrom: [{configMapRef: {name: settings}}]
`;

/** Two overlays of one base, each deployed by an Application. */
const FILES = {
  "apps/base/web/kustomization.yaml": kustomization({
    resources: ["deployment.yaml"],
    configMapGenerator: [{ name: "settings", namespace: "web", files: ["motd"] }],
  }),
  "apps/base/web/deployment.yaml": DEPLOYMENT,
  "apps/base/web/motd": "first\nsecond\nthird\n",
  "apps/staging/web/kustomization.yaml": kustomization({ resources: ["../../base/web"], patches: [{ path: "release.yaml" }] }),
  "apps/staging/web/release.yaml": `${DEPLOYMENT.split("spec:")[0]}spec: {replicas: 1}\n`,
  "apps/production/web/kustomization.yaml": kustomization({ resources: ["../../base/web"] }),
  "clusters/staging/web.yaml": application("web", "apps/staging/web"),
  "clusters/production/web.yaml": application("web", "apps/production/web"),
};

async function diff(repository: GitRepository, ...args: string[]) {
  const result = await runCli("diff", ["-C", repository.root, ...args]);
  expect(result.stderr).toBe("");
  expect(result.status).toBe(0);
  return result.stdout;
}

test("names the field of a list item by the item, and renders what changed only", async () => {
  const repository = new GitRepository(FILES);
  repository.commit({
    "apps/staging/web/release.yaml": `${FILES["apps/staging/web/release.yaml"].trim().slice(0, -1)}, template: {spec: {containers: [{name: web, image: registry.example.com/web:2.0.0}]}}}\n`,
  });
  expect(await diff(repository, "HEAD~1", "HEAD")).toBe(`staging / web

~ change Deployment web/web
    spec.template.spec.containers[web].image: registry.example.com/web:1.0.0 -> registry.example.com/web:2.0.0

0 added, 1 changed and 0 pruned from HEAD~1 to HEAD; 1 of 4 trees rendered
`);
});

test("the hash of a generated name is no change; the workload it restarts is named", async () => {
  const repository = new GitRepository(FILES);
  repository.commit({ "apps/base/web/motd": "first\n2nd\nthird\n" });
  const text = await diff(repository, "HEAD~1");
  expect(text).toContain(`production / web

~ change ConfigMap web/settings
    data.motd
      @@ -1,3 +1,3 @@
       first
      -second
      +2nd
       third
    restarts Deployment web/web
`);
  expect(text).toContain("0 added, 2 changed and 0 pruned");
});

test("says what is added and pruned, uncommitted changes and new files included", async () => {
  const repository = new GitRepository(FILES);
  repository.write({ "apps/staging/web/extra.yaml": configMap("extra"), "apps/staging/web/kustomization.yaml": kustomization({ resources: ["extra.yaml"] }) });
  const text = await diff(repository, "HEAD");
  expect(text).toContain("+ add ConfigMap web/extra");
  expect(text).toContain("- prune Deployment web/web");
  expect(text).toContain("- prune ConfigMap web/settings");
});

test("touches neither the working tree nor the index nor a branch", async () => {
  const repository = new GitRepository(FILES);
  repository.commit({ "apps/base/web/motd": "other\n" });
  repository.write({ "apps/base/web/motd": "dirty\n", untracked: "x" });
  const before = repository.state();
  await diff(repository, "HEAD~1", "HEAD");
  expect(repository.state()).toBe(before);
});

test("compares across a merge commit and a renamed folder", async () => {
  const repository = new GitRepository(FILES);
  repository.git("switch", "--quiet", "-c", "feature");
  repository.git("mv", "apps/base", "apps/common");
  for (const env of ["staging", "production"]) {
    repository.write({ [`apps/${env}/web/kustomization.yaml`]: FILES[`apps/${env as "staging"}/web/kustomization.yaml`].replace("base/web", "common/web") });
  }
  repository.commit({}, "rename");
  repository.git("switch", "--quiet", "main");
  repository.commit({ "README.md": "words\n" });
  repository.git("merge", "--quiet", "--no-edit", "feature");
  expect(await diff(repository, "HEAD~1", "HEAD")).toMatch(/^0 added, 0 changed and 0 pruned/m);
});

test("never shows the values of a Secret, yet that they differ", async () => {
  const secret = (value: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {key: ${value}}\n`;
  const repository = new GitRepository({ "secret.yaml": secret("hunter2") });
  repository.commit({ "secret.yaml": secret("hunter3") });
  for (const format of ["text", "markdown", "html", "json"]) {
    const text = await diff(repository, "HEAD~1", "--format", format);
    expect(text).not.toContain("hunter");
    expect(text).toContain("hidden");
  }
});

test("JSON holds every change with its pointer", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c", { key: "a" }) });
  repository.commit({ "config.yaml": configMap("c", { key: "b" }) });
  const { summary, changes } = JSON.parse(await diff(repository, "HEAD~1", "-f", "json"));
  expect(summary).toMatchObject({ added: 0, changed: 1, pruned: 0 });
  expect(changes[0].fields).toEqual([{ field: "data.key", path: "/data/key", before: "a", after: "b" }]);
});

test("HTML and Markdown show markup in values instead of obeying it", async () => {
  const repository = new GitRepository({ "config.yaml": configMap("c", { key: "a" }) });
  repository.commit({ "config.yaml": configMap("c", { key: "<script>alert(1)</script>\n```\n</details>\n" }) });
  expect(await diff(repository, "HEAD~1", "-f", "html")).not.toContain("<script>");
  const markdown = await diff(repository, "HEAD~1", "-f", "markdown");
  expect(markdown).toContain("````diff");
});

test("Markdown that would be too long leaves the fields out, whole, and closes what it opens", async () => {
  const many = (value: string) => Array.from({ length: 400 }, (_, index) => configMap(`c${index}`, { key: value.repeat(100) })).join("---\n");
  const repository = new GitRepository({ "config.yaml": many("a") });
  repository.commit({ "config.yaml": many("b") });
  const text = await diff(repository, "HEAD~1", "-f", "markdown");
  expect(text.length).toBeLessThan(60_000);
  expect(text).toContain("The fields are too many for one comment");
  expect(text).toContain("**ConfigMap default/c399**");
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

test("a shallow clone that lacks the base says how to get it", async () => {
  const origin = new GitRepository(FILES);
  const base = origin.git("rev-parse", "HEAD");
  origin.commit({ "apps/base/web/motd": "other\n" });
  const clone = new GitRepository({});
  clone.git("clone", "--quiet", "--depth=1", `file://${origin.root}`, "clone");
  const result = await runCli("diff", ["-C", `${clone.root}/clone`, base]);
  expect(result).toMatchObject({ status: 2, stdout: "" });
  expect(result.stderr).toContain("git fetch --unshallow");
});

test("items that share what names them are not taken for one another", async () => {
  const service = (protocol: string, target: number) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: dns}\nspec: {ports: [{port: 53, protocol: TCP, targetPort: 53}, {port: 53, protocol: ${protocol}, targetPort: ${target}}]}\n`;
  const repository = new GitRepository({ "service.yaml": service("UDP", 53) });
  repository.commit({ "service.yaml": service("UDP", 5353) });
  expect(await diff(repository, "HEAD~1")).toContain("    spec.ports[1].targetPort: 53 -> 5353\n");
});

test("what one side cannot render is named, and said to be unknown instead of new", async () => {
  const repository = new GitRepository({ "kustomization.yaml": kustomization({ resources: ["missing.yaml"] }) });
  repository.commit({ "kustomization.yaml": kustomization({ resources: ["config.yaml"] }), "config.yaml": configMap("c") });
  const text = await diff(repository, "HEAD~1");
  expect(text).toContain("0 added, 0 changed and 0 pruned");
  expect(text).toContain("not compared, because it could not be rendered: .");
});
