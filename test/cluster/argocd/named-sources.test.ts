import { join } from "node:path";
import { expect, it } from "vitest";
import { namedSources, renderedApplications } from "../../../scripts/cluster/argocd/named-sources.ts";

const ROOT = join(import.meta.dirname, "../../..");
const application = (...sources: object[]) => ({ metadata: { namespace: "deployer" }, spec: { sources } }) as never;

it("names each chart and repository once, and the branch that is followed", () => {
  const git = { repoURL: "https://git.example.org/x.git", targetRevision: "refs/heads/trunk", path: "x" };
  const chart = { repoURL: "https://charts.example.org", chart: "one", targetRevision: "1.2.3" };
  expect(namedSources([application(chart, git), application(git), application({ ...chart, targetRevision: "2.0.0" })])).toEqual({
    namespace: "deployer",
    branch: "trunk",
    git: [git.repoURL],
    charts: [
      { repoURL: chart.repoURL, name: "one", version: "1.2.3" },
      { repoURL: chart.repoURL, name: "one", version: "2.0.0" },
    ],
  });
});

it("follows main where an Application follows HEAD, or says nothing", () => {
  expect(namedSources([application({ repoURL: "https://git.example.org/x.git", targetRevision: "HEAD" })]).branch).toBe("main");
});

it("reads addresses from what is rendered, and not from the files, where replacements put them in", async () => {
  const { git, charts } = namedSources(await renderedApplications(ROOT, "staging"));
  expect(git).toHaveLength(1);
  expect(git[0]).toMatch(/^https:\/\/.*\.git$/);
  expect(charts.map(({ name }) => name)).toContain("argo-cd");
}, 60_000);
