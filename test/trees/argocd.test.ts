/** How clusters/ has Argo CD deploy the trees: the root, the projects' least privilege, the Applications' settings. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { pick, type Rendered, rendered } from "../support/rendered.ts";
import { repository, site } from "../support/site.ts";
import { ENVIRONMENTS, Environment, sourcesOf } from "./environment.ts";

const OURS = repository.URL;
const environments = new Map(ENVIRONMENTS.map((name) => [name, new Environment(name)]));
const SYNC = { automated: { prune: true, selfHeal: true }, retry: { limit: -1, refresh: true } };
const serverSideDiff = parse(readFileSync(`${ROOT}apps/base/argocd/values.yaml`, "utf8")).configs.params["controller.diff.server.side"];
const CLUSTER_SCOPED = new Set(["ClusterIssuer", "ClusterPolicy", "ClusterRole", "ClusterRoleBinding", "ClusterSecretStore", "Namespace", "PriorityClass"]);

describe.each(ENVIRONMENTS)("clusters/%s", (name) => {
  const environment = environments.get(name) as Environment;
  const bootstrap = rendered(`clusters/${name}/bootstrap`);
  const names = environment.applications.map((application) => application.metadata.name as string);
  const application = (app: string) => pick(environment.argocd, "Application", app);
  const project = (app: string) => pick(environment.argocd, "AppProject", app).spec;

  it("the root may create Applications and AppProjects in argocd, and nothing else", () => {
    const { spec } = pick(bootstrap, "AppProject", "root");
    expect(spec.clusterResourceWhitelist).toEqual([]);
    expect(spec.namespaceResourceWhitelist.map((each: Rendered) => each.kind)).toEqual(["Application", "AppProject"]);
    expect(spec.destinations).toEqual([{ server: "https://kubernetes.default.svc", namespace: "argocd" }]);
    expect(spec.sourceRepos).toEqual([OURS]);
  });

  it("the root is applied and retried like what it deploys", () => {
    const { syncPolicy } = pick(bootstrap, "Application", "root").spec;
    expect(syncPolicy).toMatchObject({ ...SYNC, syncOptions: ["ServerSideApply=true"] });
  });

  it("the root deploys this folder, and does not manage itself", () => {
    expect(pick(bootstrap, "Application", "root").spec.source).toEqual({ repoURL: OURS, targetRevision: "refs/heads/main", path: `clusters/${name}` });
    expect(environment.argocd.filter((object) => object.metadata.name === "root")).toEqual([]);
    expect(new Set(environment.argocd.map((object) => object.kind))).toEqual(new Set(["Application", "AppProject"]));
  });

  it("projects come before Applications, and the order is the README's", () => {
    const wave = (object: Rendered) => Number(object.metadata.annotations["argocd.argoproj.io/sync-wave"]);
    const rows = [...readFileSync(`${ROOT}clusters/README.md`, "utf8").matchAll(/^\| (-?\d+) \| ([^|]+) \|/gm)];
    const documented = rows.flatMap(([, number, apps]) => [...(apps as string).matchAll(/`([^`]+)`/g)].map(([, app]) => [app, Number(number)]));
    expect(Object.fromEntries(environment.applications.map((each) => [each.metadata.name, wave(each)]))).toEqual(Object.fromEntries(documented));
    const projects = environment.argocd.filter((object) => object.kind === "AppProject").map(wave);
    expect(Math.max(...projects)).toBeLessThan(Math.min(...environment.applications.map(wave)));
  });

  describe.each(names)("%s", (app) => {
    const sources = sourcesOf(application(app));
    const objects = environment.objects(app);

    it("is in a project of its own, which names exactly its sources and no wildcard", () => {
      expect(application(app).spec.project).toBe(app);
      expect([...project(app).sourceRepos].sort()).toEqual([...new Set(sources.map((source) => source.repoURL))].sort());
      const { sourceRepos, destinations, clusterResourceWhitelist, namespaceResourceWhitelist } = project(app);
      const fields = [...sourceRepos, ...[...destinations, ...clusterResourceWhitelist, ...namespaceResourceWhitelist].flatMap(Object.values)];
      expect(fields.filter((field: string) => field === "*" || /^\*+$/.test(field))).toEqual([]);
      expect(clusterResourceWhitelist.filter((each: Rendered) => !each.name)).toEqual([]);
    });

    it("may deploy every object of its trees, and where no chart adds to them nothing more", () => {
      const namespace = application(app).spec.destination.namespace;
      const destinations = project(app).destinations.map((each: Rendered) => each.namespace);
      for (const object of objects) {
        const allowed = allowing(project(app), object);
        expect(allowed, `${object.kind} ${object.metadata.name}`).toHaveLength(1);
        if (!CLUSTER_SCOPED.has(object.kind)) expect(destinations).toContain(object.metadata.namespace ?? namespace);
      }
      if (sources.some((source) => source.chart)) return;
      const everywhere = [...environments.values()].flatMap((each) => each.objects(app));
      const used = new Set(everywhere.flatMap((object) => allowing(project(app), object)));
      const { clusterResourceWhitelist, namespaceResourceWhitelist } = project(app);
      expect([...clusterResourceWhitelist, ...namespaceResourceWhitelist].filter((each) => !used.has(each))).toEqual([]);
      expect(destinations).toEqual([namespace]);
    });

    it("syncs by itself, prunes, heals, and tries again with the newest commit until it works", () => {
      expect(application(app).spec.syncPolicy).toMatchObject(SYNC);
    });

    it("is applied on the server, where Argo CD works out the difference", () => {
      expect(serverSideDiff).toBe(true);
      expect(application(app).spec.syncPolicy.syncOptions).toContain("ServerSideApply=true");
    });

    it("follows our branch, and pins what is not ours", () => {
      for (const { repoURL, chart, targetRevision } of sources) {
        if (repoURL === OURS) expect(targetRevision).toBe("refs/heads/main");
        else expect([chart, targetRevision]).toEqual([expect.any(String), expect.stringMatching(/^v?\d+\.\d+\.\d+$/)]);
      }
    });

    it("removes what it deployed, but Argo CD not itself", () => {
      expect(application(app).metadata.finalizers).toEqual(app === "argocd" ? undefined : ["resources-finalizer.argocd.argoproj.io"]);
    });

    it("is rendered again when a file of its base or its overlay changes", () => {
      const watched = application(app).metadata.annotations["argocd.argoproj.io/manifest-generate-paths"].split(";");
      const read = sources.flatMap((source) => [...(source.path ? folders(source.path) : []), ...valueFolders(source)]);
      const covers = (folder: string, file: string) => `/${file}/`.startsWith(`${folder}/`);
      expect(read.filter((folder) => !watched.some((each: string) => covers(each, folder)))).toEqual([]);
      expect(watched.filter((each: string) => !read.some((folder) => covers(each, folder)))).toEqual([]);
      expect(sources.flatMap(valueFiles).filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
    });
  });

  it("Argo CD's links and its Ingress name one host", () => {
    const values = sourcesOf(application("argocd")).find((source) => source.chart)?.helm.valuesObject;
    const hosts = environment.objects("argocd").flatMap((object) => (object.kind === "Ingress" ? object.spec.rules.map((rule: Rendered) => rule.host) : []));
    expect(new Set([...hosts, values.global.domain])).toEqual(new Set([site(name)["ARGOCD_HOST"]]));
  });
});

it("staging and production differ in their names, paths, values files and chart versions only", () => {
  const shape = (object: Rendered) =>
    JSON.stringify(object)
      .replaceAll(/\bproduction\b/g, "staging")
      .replaceAll(/"targetRevision":"[^"]+"/g, "");
  const staging = new Environment("staging").argocd.map((object) => shape(withoutValues(object)));
  expect(new Environment("production").argocd.map((object) => shape(withoutValues(object)))).toEqual(staging);
});

/** Values of a chart are an environment's own, in files or from its site; which ones is no difference in the way it is deployed. */
function withoutValues(object: Rendered): Rendered {
  for (const source of object.kind === "Application" ? sourcesOf(object) : []) {
    delete source.helm?.valueFiles;
    delete source.helm?.valuesObject;
  }
  if (object.kind === "Application") delete object.metadata.annotations["argocd.argoproj.io/manifest-generate-paths"];
  return object;
}

/** The items of a project's whitelists that admit an object. */
function allowing(spec: Rendered, object: Rendered): Rendered[] {
  const group = object.apiVersion.includes("/") ? object.apiVersion.split("/")[0] : "";
  const list = CLUSTER_SCOPED.has(object.kind) ? spec.clusterResourceWhitelist : spec.namespaceResourceWhitelist;
  return list.filter((item: Rendered) => item.group === group && item.kind === object.kind && (!item.name || globs(item.name, object.metadata.name)));
}

/** Go's filepath.Match, as far as the projects use it. */
function globs(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")}$`).test(name);
}

/** A tree's folder and those of its bases and components, as Kustomize reads them. */
function folders(path: string): string[] {
  const { resources = [], components = [] } = parse(readFileSync(`${ROOT}${path}/kustomization.yaml`, "utf8"));
  const below = [...resources, ...components].map((each: string) => new URL(each, `file:///${path}/`).pathname.slice(1));
  const dirs = below.filter((each) => existsSync(`${ROOT}${each}/kustomization.yaml`)).flatMap(folders);
  // A folder inside a watched one is watched with it.
  return [path, ...dirs].filter((each, _, all) => !all.some((other) => each.startsWith(`${other}/`)));
}

function valueFiles(source: Rendered): string[] {
  return (source.helm?.valueFiles ?? []).map((file: string) => file.replace(/^\$values\//, ""));
}
function valueFolders(source: Rendered): string[] {
  return valueFiles(source).map((file) => file.replace(/\/[^/]+$/, ""));
}
