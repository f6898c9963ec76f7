import { Project } from "../../project.ts";

/** A chart as an Application names it. */
export interface ChartReference {
  /** An address with https://, or a registry's without. */
  repoURL: string;
  name: string;
  version: string;
}

/** What the Applications of an environment say of where they are and what they are made of. */
export interface NamedSources {
  /** Argo CD's namespace: that of the Applications. */
  namespace: string;
  /** Addresses of Git repositories. */
  git: string[];
  /** The branch that they follow there. */
  branch: string;
  charts: ChartReference[];
}

interface Source {
  repoURL: string;
  chart?: string;
  targetRevision?: string;
}

/** An Application as it is rendered, as far as it is read here. */
export interface RenderedApplication {
  metadata: { namespace?: string };
  spec: { source?: Source; sources?: Source[] };
}

/** The Applications of an environment as Kustomize renders them: addresses may be put in by its replacements. */
export async function renderedApplications(root: string, environment: string): Promise<RenderedApplication[]> {
  const project = new Project(root, { environment, permissions: { remote: false }, cache: true });
  const { objects } = await project.rendering();
  return objects.filter(({ manifest }) => manifest.kind === "Application").map(({ manifest }) => manifest as unknown as RenderedApplication);
}

/** Collects what the Applications name; each address and chart once. */
export function namedSources(applications: readonly RenderedApplication[]): NamedSources {
  const sources = applications.flatMap(({ spec }) => spec.sources ?? (spec.source ? [spec.source] : []));
  const charts = sources.flatMap(({ repoURL, chart, targetRevision }) => (chart && targetRevision ? [{ repoURL, name: chart, version: targetRevision }] : []));
  const own = sources.filter(({ chart }) => !chart);
  const revision = own[0]?.targetRevision ?? "HEAD";
  return {
    namespace: applications.find(({ metadata }) => metadata.namespace)?.metadata.namespace ?? "argocd",
    git: [...new Set(own.map(({ repoURL }) => repoURL))],
    branch: revision === "HEAD" ? "main" : revision.replace(/^refs\/heads\//, ""),
    charts: [...new Map(charts.map((chart) => [JSON.stringify(chart), chart])).values()],
  };
}
