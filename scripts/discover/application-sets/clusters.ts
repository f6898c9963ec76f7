import type { Manifest } from "../../kubernetes/manifest.ts";
import { matchesLabels } from "./selector.ts";
import { type Generator, NotKnown, type Params, type SetSpec, type Surroundings } from "./set.ts";
import { normalized } from "./templates.ts";

const TYPE = "argocd.argoproj.io/secret-type";
/** The cluster that Argo CD itself runs in. */
const LOCAL = { name: "in-cluster", server: "https://kubernetes.default.svc" };

/** Whether an object declares a cluster to Argo CD. https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters */
export function isCluster(value: unknown): value is Manifest {
  const { kind, metadata } = (value ?? {}) as Partial<Manifest>;
  return kind === "Secret" && metadata?.labels?.[TYPE] === "cluster";
}

/**
 * The parameters of a cluster generator, by the clusters that the repository declares.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Cluster/
 * @throws NotKnown where it asks for clusters by labels, and none is declared
 */
export function clusterParams(generator: { selector?: Generator["selector"] }, { goTemplate = false }: SetSpec, { clusters }: Surroundings): Params[] {
  const { matchLabels = {}, matchExpressions = [] } = generator.selector ?? {};
  const isSelective = Object.keys(matchLabels).length + matchExpressions.length > 0;
  if (isSelective && clusters.length === 0) throw new NotKnown("no cluster is declared here that its cluster generator could select");
  const declared = clusters.filter(({ metadata }) => matchesLabels(generator.selector, metadata.labels ?? {})).map((secret) => paramsOf(secret, goTemplate));
  if (isSelective || declared.some(({ server }) => server === LOCAL.server)) return declared;
  return [...declared, { ...LOCAL, nameNormalized: LOCAL.name, project: "" }];
}

function paramsOf(secret: Manifest, goTemplate: boolean): Params {
  const { stringData = {}, data = {} } = secret as { stringData?: Record<string, string>; data?: Record<string, string> };
  const read = (key: string) => stringData[key] ?? Buffer.from(data[key] ?? "", "base64").toString("utf8");
  const { labels = {}, annotations = {} } = secret.metadata;
  const params = { name: read("name"), nameNormalized: normalized(read("name")), server: read("server"), project: read("project") };
  if (goTemplate) return { ...params, metadata: { labels, annotations } };
  const tags = (field: string, map: Record<string, string>) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [`metadata.${field}.${key}`, value]));
  return { ...params, ...tags("labels", labels), ...tags("annotations", annotations) };
}
