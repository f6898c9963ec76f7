import { execFileSync } from "node:child_process";
import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

/** A server that counts who asks. */
async function listening(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end(configMap("from-outside"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.yaml`, asked };
}

const overlay = { "overlay/kustomization.yaml": kustomization({ resources: ["../base"] }) };
const builtin = (kind: string, fields: object) => JSON.stringify({ apiVersion: "builtin", kind, metadata: { name: "x" }, ...fields });

/** Ways to make Kustomize ask a server, by files that are ignored where `hidden` says so. */
const WAYS: readonly [string, (url: string) => Record<string, string>][] = [
  [
    "a base with a slash at its end",
    (url) => ({
      "overlay/kustomization.yaml": kustomization({ resources: ["../base/"] }),
      "base/kustomization.yaml": kustomization({ resources: [url] }),
      "gitops.yaml": "ignore: [base]\n",
    }),
  ],
  ["an ignored base", (url) => ({ ...overlay, "base/kustomization.yaml": kustomization({ resources: [url] }), "gitops.yaml": 'ignore: ["base/**"]\n' })],
  [
    "a base in vendor/",
    (url) => ({
      "overlay/kustomization.yaml": kustomization({ resources: ["../vendor/x"] }),
      "vendor/x/kustomization.yaml": kustomization({ resources: [url] }),
    }),
  ],
  [
    "an ignored component",
    (url) => ({
      "overlay/kustomization.yaml": kustomization({ components: ["../part"] }),
      "part/kustomization.yaml": JSON.stringify({ apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component", resources: [url] }),
      "gitops.yaml": "ignore: [part]\n",
    }),
  ],
  ["a file of a generator", (url) => ({ "kustomization.yaml": kustomization({ configMapGenerator: [{ name: "x", files: [`key=${url}`] }] }) })],
  [
    "a generator in a file",
    (url) => ({ "kustomization.yaml": kustomization({ generators: ["g.yaml"] }), "g.yaml": builtin("ConfigMapGenerator", { files: [`key=${url}`] }) }),
  ],
  [
    "a transformer in a folder",
    (url) => ({
      "kustomization.yaml": kustomization({ transformers: ["t"] }),
      "t/kustomization.yaml": kustomization({ resources: ["t.yaml"] }),
      "t/t.yaml": builtin("PatchTransformer", { path: url }),
    }),
  ],
  ["a generator in a text", (url) => ({ "kustomization.yaml": kustomization({ generators: [`${builtin("ConfigMapGenerator", { files: [url] })}\n`] }) })],
  ["a patch", (url) => ({ "kustomization.yaml": kustomization({ resources: ["a.yaml"], patches: [{ path: url }] }), "a.yaml": configMap("a") })],
  [
    "a base that says it is Flux's, too",
    (url) => ({
      ...overlay,
      "base/kustomization.yaml": `${kustomization({ resources: [url] })}\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: x}\n`,
    }),
  ],
  ["a merge key", (url) => ({ "kustomization.yaml": `kind: Kustomization\n<<: {resources: ["${url}"]}\n` })],
];

describe("nothing is asked of anybody", () => {
  test.each(WAYS)("by %s", async (_name, files) => {
    const { url, asked } = await listening();
    const { status, stdout } = await runCli("validate", ["--no-cache", makeRepository(files(url))]);
    expect(asked).toEqual([]);
    expect(stdout).toMatch(/\[input\/(remote|kustomization)\]/);
    expect(status).toBe(1);
  });

  test("by a folder that is here and reads like an address", async () => {
    const root = makeRepository({
      "kustomization.yaml": kustomization({ resources: ["github.com/org/repository"] }),
      "github.com/org/repository/kustomization.yaml": kustomization({ resources: ["a.yaml"] }),
      "github.com/org/repository/a.yaml": configMap("a"),
    });
    const { stdout } = await runCli("validate", ["--no-cache", root]);
    expect(stdout).toMatch(/"github\.com\/org\/repository" is outside this repository/);
  });
});

test("a file that became a link out of its folder is refused, though its render is in the cache", async () => {
  const root = makeRepository({
    "tree/kustomization.yaml": kustomization({ resources: ["a.yaml"] }),
    "tree/a.yaml": configMap("a"),
    "b/b.yaml": configMap("b"),
  });
  const env = { XDG_CACHE_HOME: makeRepository({}) };
  expect((await runCli("validate", [root], { env })).status).toBe(0);
  renameSync(join(root, "tree/a.yaml"), join(root, "a.txt"));
  symlinkSync("../a.txt", join(root, "tree/a.yaml"));
  const { status, stdout } = await runCli("validate", [root], { env });
  expect(stdout).toMatch(/is not in or below/);
  expect(status).toBe(1);
});

describe("with --allow-remote", () => {
  const run = (root: string, args: readonly string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

  test("a base that is pinned to a commit is fetched once, and named", async () => {
    const upstream = makeRepository({ "base/kustomization.yaml": kustomization({ resources: ["a.yaml"] }), "base/a.yaml": configMap("from-upstream") });
    run(upstream, ["init", "--quiet"]);
    run(upstream, ["add", "."]);
    run(upstream, ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"]);
    const commit = run(upstream, ["rev-parse", "HEAD"]);
    const target = `file://${upstream}//base?ref=${commit}`;
    const root = makeRepository({ "kustomization.yaml": kustomization({ resources: [target] }) });
    const env = { XDG_CACHE_HOME: makeRepository({}) };
    const validate = async () => JSON.parse((await runCli("validate", ["--allow-remote", "-f", "json", root], { env })).stdout);
    const first = await validate();
    expect(first.summary).toMatchObject({ objects: 1, remote: [`${target} (pinned, from the cache)`] });
    renameSync(join(upstream, ".git"), join(upstream, "gone"));
    writeFileSync(join(upstream, "base/a.yaml"), "");
    expect((await validate()).summary).toMatchObject({ objects: 1, remote: first.summary.remote });
  });
});
