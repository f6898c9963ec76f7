import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { validate } from "../../scripts/pipeline.ts";
import { hasGo, renderer } from "../render/yardstick.ts";
import { projectAt } from "../support/project.ts";
import { configMap, makeRepository } from "../support/repository.ts";

const OWN = "https://git.example.com/team/repository.git";
const FILES = {
  "apps/web/staging/map.yaml": configMap("web"),
  "apps/db/staging/map.yaml": configMap("db"),
  "apps/db/production/map.yaml": configMap("db"),
  "settings/staging.json": '{"cluster": {"name": "staging", "url": "https://staging.example.com"}}',
  "settings/production.json": '{"cluster": {"name": "production", "url": "https://production.example.com"}}',
};

/** An ApplicationSet that makes Applications of a name, a path and a server. */
function set(spec: object, [name, path, server]: readonly [string, string, string]): string {
  const template = {
    metadata: { name },
    spec: { project: "default", source: { repoURL: OWN, targetRevision: "main", path }, destination: { server, namespace: "web" } },
  };
  return stringify({ apiVersion: "argoproj.io/v1alpha1", kind: "ApplicationSet", metadata: { name: "all", namespace: "argocd" }, spec: { template, ...spec } });
}

const cluster = (name: string, tier: string) =>
  stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "argocd", labels: { "argocd.argoproj.io/secret-type": "cluster", tier } },
    stringData: { name, server: `https://${name}.example.com` },
  });

async function made(files: Record<string, string>) {
  const { applications, notJudged, troubles } = await projectAt(makeRepository({ ...FILES, ...files }), { cache: false }).repository();
  const applied = applications.map(({ name, manifest }) => {
    const { source, destination } = manifest["spec"] as { source: { path: string }; destination: { server: string } };
    return `${name} ${source.path} ${destination.server}`;
  });
  return { applied: applied.sort(), notJudged, troubles };
}

const directories = (extra: object = {}) => ({ git: { repoURL: OWN, revision: "main", directories: [{ path: "apps/*/staging" }], ...extra } });
const list = (...elements: object[]) => ({ list: { elements } });

describe("ApplicationSets make Applications as Argo CD does", () => {
  const simple: Record<string, readonly [object[], readonly [string, string, string], string[]]> = {
    list: [
      [list({ app: "web", env: "staging" }, { app: "db", env: "staging" })],
      ["{{app}}", "apps/{{ app }}/{{env}}", "s"],
      ["db apps/db/staging s", "web apps/web/staging s"],
    ],
    "git directories": [
      [{ git: { repoURL: OWN, directories: [{ path: "apps/*/*" }, { path: "apps/*/production", exclude: true }] } }],
      ["{{path[1]}}-{{path.basename}}", "{{path}}", "s"],
      ["db-staging apps/db/staging s", "web-staging apps/web/staging s"],
    ],
    "git files": [
      [{ git: { repoURL: OWN, files: [{ path: "settings/*.json" }] } }],
      ["{{cluster.name}}-{{path.filenameNormalized}}", "{{path}}", "{{cluster.url}}"],
      ["production-production.json settings https://production.example.com", "staging-staging.json settings https://staging.example.com"],
    ],
    clusters: [
      [{ clusters: { selector: { matchLabels: { tier: "b" } }, values: { path: "apps/{{name}}" } } }],
      ["{{nameNormalized}}", "{{values.path}}", "{{server}}"],
      ["two apps/two https://two.example.com"],
    ],
    matrix: [
      [{ matrix: { generators: [directories(), { clusters: { selector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } } }] } }],
      ["{{path[1]}}-{{name}}", "{{path}}", "{{server}}"],
      ["db", "web"].flatMap((app) => ["one", "two"].map((name) => `${app}-${name} apps/${app}/staging https://${name}.example.com`)),
    ],
    "a matrix whose second generator uses the first": [
      [{ matrix: { generators: [list({ app: "db" }), { git: { repoURL: OWN, directories: [{ path: "apps/{{app}}/*" }] } }] } }],
      ["{{app}}-{{path.basename}}", "{{path}}", "s"],
      ["db-production apps/db/production s", "db-staging apps/db/staging s"],
    ],
    merge: [
      [
        {
          merge: {
            mergeKeys: ["app"],
            generators: [list({ app: "web", server: "a" }, { app: "db", server: "a" }), list({ app: "db", server: "b" }, { app: "none", server: "c" })],
          },
        },
      ],
      ["{{app}}", "apps/{{app}}/staging", "{{server}}"],
      ["db apps/db/staging b", "web apps/web/staging a"],
    ],
    "a selector over what was generated": [
      [{ ...list({ app: "web" }, { app: "db" }), selector: { matchLabels: { app: "db" } } }],
      ["{{app}}", "apps/{{app}}", "s"],
      ["db apps/db s"],
    ],
    "a template of the generator's own": [
      [{ list: { elements: [{ app: "web" }], template: { spec: { source: { path: "apps/own/{{app}}" } } } } }],
      ["{{app}}", "apps/{{app}}", "s"],
      ["web apps/own/web s"],
    ],
    "a tag that nothing gives": [[list({ app: "web" })], ["{{app}}", "apps/{{missing}}", "s"], ["web apps/{{missing}} s"]],
  };
  test.each(Object.entries(simple))("%s", async (_name, [generators, template, wanted]) => {
    const files = { "argocd/set.yaml": set({ generators }, template), "argocd/one.yaml": cluster("one", "a"), "argocd/two.yaml": cluster("two", "b") };
    expect(await made(files)).toEqual({ applied: wanted.toSorted(), notJudged: [], troubles: [] });
  });

  const outside: Record<string, readonly [object[], string]> = {
    scmProvider: [[{ scmProvider: { github: { organization: "x" } } }], "its SCM provider generator asks for repositories elsewhere"],
    pullRequest: [[{ pullRequest: { github: { owner: "x" } } }], "its pull request generator asks for open pull requests"],
    "another repository": [
      [{ git: { repoURL: "https://git.example.com/other.git", directories: [{ path: "nowhere/*" }] } }],
      "its Git generator finds nothing here: it reads https://git.example.com/other.git",
    ],
    "clusters that nobody declares": [
      [{ clusters: { selector: { matchLabels: { tier: "a" } } } }],
      "no cluster is declared here that its cluster generator could select",
    ],
  };
  test.each(Object.entries(outside))("and what they make is named as not judged: %s", async (_name, [generators, reason]) => {
    const { notJudged, troubles } = await made({ "argocd/set.yaml": set({ generators }, ["x", "apps/x", "s"]) });
    expect({ notJudged, troubles }).toEqual({ notJudged: [`what the ApplicationSet all makes, because ${reason}`], troubles: [] });
  });

  test("one that Argo CD refuses is a finding at its generators", async () => {
    const { troubles } = await made({ "argocd/set.yaml": set({ generators: [{ matrix: { generators: [list({ a: "1" })] } }] }, ["x", "apps/x", "s"]) });
    expect(troubles).toMatchObject([
      { rule: "input/application-set", message: expect.stringContaining("needs two generators"), source: { file: "argocd/set.yaml", line: 19 } },
    ]);
  });
});

describe("what they make", () => {
  test("is judged as if it stood in files, in the environment of its path", async () => {
    const files = {
      "clusters/staging/web/map.yaml": configMap("web"),
      "clusters/production/web/map.yaml": configMap("web"),
      "argocd/set.yaml": set({ generators: [{ git: { repoURL: OWN, directories: [{ path: "clusters/*/web" }] } }] }, [
        "web-{{path[1]}}",
        "{{path}}",
        "https://kubernetes.default.svc",
      ]),
    };
    const project = projectAt(makeRepository(files), { cache: false, profile: "strict" });
    const { findings, summary } = await validate(project);
    const members = await project.members();
    const names = (environment: string) =>
      (members.get(environment) ?? []).map(({ manifest }) => `${manifest.kind} ${manifest.metadata.namespace}/${manifest.metadata.name}`).sort();
    expect(names("staging")).toEqual(["Application argocd/web-staging", "ConfigMap web/web"]);
    expect(names("production")).toEqual(["Application argocd/web-production", "ConfigMap web/web"]);
    expect(summary.applications).toBe(2);
    expect(findings.filter(({ rule }) => rule === "gitops/project-default")).toMatchObject(
      ["production", "staging"].map((environment) => ({ environment, object: { name: `web-${environment}` }, source: { file: "argocd/set.yaml" } })),
    );
  });
});

describe.skipIf(!hasGo)("Go templates", () => {
  const spec = { goTemplate: true, goTemplateOptions: ["missingkey=error"] };

  test("know sprig, what Argo CD adds to it, and patches", async () => {
    await renderer();
    const templatePatch = '{{- if eq .app "db" }}\nspec: {destination: {server: patched}}\n{{- end }}\n';
    const generators = [
      { matrix: { generators: [list({ app: "db" }, { app: "web" }), { git: { repoURL: OWN, directories: [{ path: "apps/{{ .app }}/staging" }] } }] } },
    ];
    const files = {
      "argocd/set.yaml": set({ ...spec, generators, templatePatch }, ["{{ .app | upper | normalize }}", "{{ .path.path }}", "{{ index .path.segments 1 }}"]),
    };
    expect(await made(files)).toEqual({ applied: ["db apps/db/staging patched", "web apps/web/staging web"], notJudged: [], troubles: [] });
  });

  test("that fail are a finding", async () => {
    await renderer();
    const { troubles } = await made({ "argocd/set.yaml": set({ ...spec, generators: [list({ app: "db" })] }, ["{{ .app }}", "apps/{{ .other }}", "s"]) });
    expect(troubles).toMatchObject([{ rule: "input/application-set", message: expect.stringContaining('map has no entry for key "other"') }]);
  });

  test("need the renderer", async () => {
    const { discover } = await import("../../scripts/discover/index.ts");
    const { notJudged } = await discover(makeRepository({ "set.yaml": set({ ...spec, generators: [list({ app: "db" })] }, ["{{ .app }}", "x", "s"]) }));
    expect(notJudged).toEqual(["what the ApplicationSet all makes, because its Go templates need the renderer: `npm run renderer` builds it"]);
  });
});
