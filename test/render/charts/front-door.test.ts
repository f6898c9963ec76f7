import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findRenderer } from "../../../scripts/render/engines/renderer-program.ts";
import { MANIFEST } from "../../../scripts/toolchain.ts";
import { ROOT, runCli } from "../../support/cli.ts";
import { makeRepository } from "../../support/repository.ts";
import { hasGo, renderer } from "../yardstick.ts";
import { archive, WEB } from "./chart.ts";
import { chartRegistry, chartRepository, type Hosted } from "./hosts.ts";

const OWN = "https://git.example.com/platform.git";

/** An Application that deploys a chart with a value file of this repository, and a widget beside it. */
function application(repoURL: string, revision = "1.2.3", helm = ""): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
  project: shop
  destination: {server: https://kubernetes.default.svc, namespace: shop}
  sources:
    - repoURL: ${repoURL}
      chart: web
      targetRevision: ${revision}
      helm:
        valueFiles: [$values/apps/staging/shop/values.yaml]
${helm}    - {repoURL: ${OWN}, targetRevision: main, ref: values, path: apps/staging/shop/objects}
`;
}

const files = (app: string, values = "replicas: 2\n", size: string | number = 3) => ({
  "clusters/staging/shop.yaml": app,
  "apps/staging/shop/values.yaml": values,
  "apps/staging/shop/objects/widget.yaml": `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: ${JSON.stringify(size)}}\n`,
});

const web = (version: string, changes: Record<string, string> = {}): Hosted => {
  const chart = { ...WEB, "Chart.yaml": `apiVersion: v2\nname: web\nversion: ${version}\nappVersion: 4.5.6\n`, ...changes };
  return { name: "web", version, archive: archive("web", chart) };
};

interface Found {
  rule: string;
  severity: string;
  message: string;
  source?: { file: string; line: number; approximate?: boolean };
  object?: { kind: string };
}

describe.skipIf(!hasGo)("charts of Applications", () => {
  /** A machine's cache with the renderer in it, and no charts. */
  async function machine(): Promise<Record<string, string>> {
    await renderer();
    const cache = makeRepository({});
    const { path } = (await findRenderer()) as { path: string };
    const target = join(cache, MANIFEST.name);
    mkdirSync(join(target, "tools"), { recursive: true });
    symlinkSync(dirname(path), join(target, "tools", basename(dirname(path))));
    return { XDG_CACHE_HOME: cache };
  }

  const chartsOf = (env: Record<string, string>) => join(env["XDG_CACHE_HOME"] as string, MANIFEST.name, "charts");

  async function validate(root: string, env: Record<string, string>) {
    const { stdout, stderr } = await runCli("validate", ["--format", "json", "--profile", "strict", "--data", ROOT, root], { env });
    if (!stdout) throw new Error(stderr);
    return JSON.parse(stdout) as { summary: { objects: number; notChecked: string[] }; findings: Found[] };
  }

  const at = (finding: Found | undefined) => finding && `${finding.source?.file}:${finding.source?.line}`;

  test("loads them once, locks them, judges what they render and finds the value that decides", async () => {
    const hosted = [web("1.2.3")];
    const { url, asked } = await chartRepository(() => hosted);
    const values = "replicas: 2\nsecurityContext:\n  runAsNonRoot: false\nservce: {port: 81}\n";
    const root = makeRepository(files(application(url), values, "many"));
    const env = await machine();

    const before = await validate(root, env);
    expect(before.summary.notChecked).toContain("what the Helm charts of shop render, because no archive of them is in the cache: `npm run charts` loads them");
    expect(asked).toEqual([]);

    expect(await runCli("charts", [root], { env })).toMatchObject({ status: 0, stdout: `${url} web 1.2.3: loaded\n` });
    expect(readFileSync(join(root, "charts.lock.yaml"), "utf8")).toMatch(
      /chart: web\n.*revision: 1\.2\.3\n.*version: 1\.2\.3\n.*digest: sha256:[0-9a-f]{64}\n$/s,
    );
    const after = await validate(root, env);
    // A definition, a Deployment, a Service, two ConfigMaps and a hook; the chart's test is never applied by Argo CD.
    expect(after.summary.objects).toBe(before.summary.objects + 6);
    expect(after.summary.notChecked.join()).not.toContain("Helm");
    const mayBeRoot = after.findings.find(({ rule, object }) => rule === "security/run-as-non-root" && object?.kind === "Deployment");
    expect([at(mayBeRoot), mayBeRoot?.severity]).toEqual(["apps/staging/shop/values.yaml:3", "error"]);
    // No value says anything about limits: the chart is somebody else's, and weighs a level less.
    const limits = after.findings.find(({ rule, object }) => rule === "security/read-only-root-filesystem" && object?.kind === "Deployment");
    expect([at(limits), limits?.source?.approximate, limits?.severity === "error"]).toEqual(["clusters/staging/shop.yaml:9", true, false]);
    // The chart brings the definition of the widget beside it.
    expect(at(after.findings.find(({ rule, object }) => rule === "api/custom-resource" && object?.kind === "Widget"))).toBe(
      "apps/staging/shop/objects/widget.yaml:4",
    );
    const unread = after.findings.find(({ rule }) => rule === "charts/unread-value");
    expect([at(unread), unread?.message]).toEqual([
      "apps/staging/shop/values.yaml:4",
      'nothing in the chart web reads the value "servce", did you mean "service"?',
    ]);

    asked.length = 0;
    expect((await runCli("charts", [root], { env })).stdout).toBe(`${url} web 1.2.3: in the cache\n`);
    expect(asked).toEqual([]);
  });

  test("refuses an archive that is not the one that was locked", async () => {
    let hosted = [web("1.2.3")];
    const { url } = await chartRepository(() => hosted);
    const root = makeRepository(files(application(url)));
    const env = await machine();
    await runCli("charts", [root], { env });
    const lock = readFileSync(join(root, "charts.lock.yaml"), "utf8");

    const [name] = readdirSync(chartsOf(env)) as [string];
    writeFileSync(join(chartsOf(env), name), "something else");
    const { findings } = await validate(root, env);
    expect(findings.filter(({ rule }) => rule === "input/archive").map(at)).toEqual(["charts.lock.yaml:1"]);

    rmSync(join(chartsOf(env), name));
    hosted = [web("1.2.3", { "files/greeting.txt": "changed\n" })];
    const refused = await runCli("charts", [root], { env });
    expect([refused.status, refused.stdout]).toEqual([
      1,
      expect.stringMatching(/has the digest sha256:\w+ now, and sha256:\w+ is locked; --update accepts it/),
    ]);
    expect(readFileSync(join(root, "charts.lock.yaml"), "utf8")).toBe(lock);
    expect((await runCli("charts", [root, "--update"], { env })).status).toBe(0);
    expect(readFileSync(join(root, "charts.lock.yaml"), "utf8")).not.toBe(lock);
  });

  test("takes a range to the newest version of a registry, and keeps it", async () => {
    const registry = await chartRegistry([web("1.2.3"), web("1.3.0"), web("2.0.0")]);
    const root = makeRepository(files(application(registry, "1.x")));
    const env = await machine();
    expect((await runCli("charts", [root], { env })).stdout).toBe(`${registry} web 1.3.0: loaded\n`);
    const { findings, summary } = await validate(root, env);
    expect(findings.filter(({ rule }) => rule.startsWith("input/"))).toEqual([]);
    expect(summary.objects).toBeGreaterThan(5);
    expect(existsSync(chartsOf(env))).toBe(true);
  });

  test("says which chart could not be had, and why", async () => {
    const { url } = await chartRepository(() => []);
    const root = makeRepository(files(application(url)));
    const { status, stdout } = await runCli("charts", [root], { env: await machine() });
    expect([status, stdout]).toEqual([1, expect.stringMatching(/web 1\.2\.3: chart "web" version "1\.2\.3" not found/)]);
  });

  const inTree = (chart: Record<string, string>, helm = "") => ({
    "clusters/staging/shop.yaml": `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
  project: shop
  destination: {server: https://kubernetes.default.svc, namespace: shop}
  source:
    repoURL: ${OWN}
    targetRevision: main
    path: charts/web
${helm}`,
    ...Object.fromEntries(Object.entries(chart).map(([path, text]) => [`charts/web/${path}`, text])),
    "apps/staging/other/kustomization.yaml": "resources: [config.yaml]\n",
    "apps/staging/other/config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndta: {a: b}\n",
  });

  test("a chart in the tree needs no cache and no lock", async () => {
    const helm = "    helm:\n      releaseName: front\n      valuesObject: {image: {tag: latest}}\n      parameters: [{name: replicas, value: '4'}]\n";
    const { findings, summary } = await validate(makeRepository(inTree(WEB, helm)), await machine());
    expect(summary.notChecked.join()).not.toContain("Helm");
    const tag = findings.find(({ rule, message }) => rule === "security/image-tag" && message.includes("web:latest"));
    expect(tag?.source?.file).toBe("clusters/staging/shop.yaml");
  });

  test.each([
    ["a template that fails", { ...WEB, "templates/bad.yaml": '{{ fail "not like this" }}\n' }, "", /not like this/],
    [
      "a template that calls itself for ever",
      { ...WEB, "templates/bad.yaml": '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}\n' },
      "",
      /nested reference/,
    ],
    ["values that are no map", WEB, "    helm: {values: '- a'}\n", /failed to parse the Application's own values/],
  ])("%s is one finding at the Application, and the rest is judged", async (_, chart, helm, expected) => {
    const { findings } = await validate(makeRepository(inTree(chart, helm)), await machine());
    const [trouble, ...others] = findings.filter(({ rule }) => rule.startsWith("input/"));
    expect([trouble?.rule, trouble?.message, at(trouble), others]).toEqual([
      "input/chart",
      expect.stringMatching(expected),
      "clusters/staging/shop.yaml:10",
      [],
    ]);
    expect(findings.map(({ rule }) => rule)).toContain("model/unknown-field");
  });

  test.each([
    ["of the wrong type", "    helm:\n      valuesObject:\n        replicas: many\n", /got string, want integer/, 13],
    ["that it does not know", "    helm:\n      valuesObject:\n        replicas: 2\n        replica: 3\n", /'replica' not allowed/, 14],
  ])("a value %s by the chart's schema is one finding at its line", async (_, helm, expected, line) => {
    const schema = JSON.stringify({ properties: { replicas: { type: "integer" } }, additionalProperties: false });
    const { findings } = await validate(
      makeRepository(inTree({ ...WEB, "values.yaml": "replicas: 1\n", "values.schema.json": schema }, helm)),
      await machine(),
    );
    const troubles = findings.filter(({ rule }) => rule.startsWith("input/"));
    expect(troubles.map((each) => [each.rule, at(each)])).toEqual([["input/chart", `clusters/staging/shop.yaml:${line}`]]);
    expect(troubles[0]?.message).toMatch(expected);
  });
});
