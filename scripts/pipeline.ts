import { checkFiles } from "./discover/file-rules.ts";
import { discover, type Permissions } from "./discover/index.ts";
import { environmentsOf, type Repository } from "./discover/repository.ts";
import { UserError } from "./errors.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { didYouMean } from "./model/did-you-mean.ts";
import { inItsNamespace } from "./model/effective.ts";
import { Models } from "./model/index.ts";
import { checkKustomizations } from "./model/kustomizations.ts";
import { loadData } from "./policy/data.ts";
import { evaluate } from "./policy/evaluate.ts";
import { applyExceptions, loadExceptions } from "./policy/exceptions.ts";
import { policyInput } from "./policy/input.ts";
import { loadPolicies } from "./policy/module.ts";
import { idOf, refOf } from "./policy/object-id.ts";
import { bundledKustomize } from "./render/argocd-kustomize.ts";
import { type RenderedObject, type RenderedTree, render } from "./render/index.ts";
import { findKustomize, type KustomizeProgram } from "./render/program.ts";
import { locate } from "./render/provenance/index.ts";
import { countFindings, type Report } from "./report/summary.ts";

export interface ValidateOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Only this environment; all of them when undefined. */
  readonly environment?: string;
  readonly permissions: Permissions;
  readonly cache: boolean;
  /** Told what is going on, for a person who waits. */
  readonly onProgress?: (message: string) => void;
}

/** A repository with everything that was rendered of it. */
export interface Rendering {
  readonly repository: Repository;
  readonly trees: readonly RenderedTree[];
  readonly program?: KustomizeProgram;
}

/** discover -> render -> model -> policy: everything there is to say of a repository. */
export async function validate(options: ValidateOptions): Promise<Report> {
  const policies = loadPolicies();
  policies.catch(() => {}); // Reported when awaited; a broken repository is said first.
  const rendering = await renderRepository(options);
  options.onProgress?.("checking");
  const objects = rendering.trees.flatMap((tree) => tree.objects).map(inItsNamespace);
  const all = [
    ...(await checkFiles(rendering.repository)).filter(
      (finding) => !options.environment || !finding.environment || finding.environment === options.environment,
    ),
    ...(await checkModels(rendering.repository, objects)),
    ...(await checkPolicies(rendering.repository, objects, policies)),
  ];
  const { kept, hidden } = applyExceptions(all, await loadExceptions(rendering.repository.root), environmentsOf(rendering.repository), today());
  const findings = locate(rendering.repository, objects, kept).sort(compareFindings);
  return { summary: summarise(rendering, objects, findings, hidden, Object.keys((await policies).rules).length), findings };
}

/** discover -> render. */
export async function renderRepository(options: ValidateOptions): Promise<Rendering> {
  options.onProgress?.("looking for overlays");
  const repository = onlyEnvironment(await discover(options.root, options.permissions), options.environment);
  let program: Promise<KustomizeProgram> | undefined;
  const trees = await render(repository, {
    program: () => (program ??= findKustomize()),
    // What a remote base holds can change without a file here changing.
    cache: options.cache && !options.permissions.remote,
    onRendered: (done, count) => options.onProgress?.(`rendering ${done} of ${count}`),
  });
  return { repository, trees, ...(program ? { program: await program } : {}) };
}

function onlyEnvironment(repository: Repository, environment: string | undefined): Repository {
  if (environment === undefined) return repository;
  const known = environmentsOf(repository);
  if (!known.includes(environment)) {
    const meant = didYouMean(environment, known);
    throw new UserError(`there is no environment "${environment}"${meant ? `, did you mean "${meant}"?` : ""}; there is ${known.join(", ")}`);
  }
  const belongs = (each: { environment: string }) => each.environment === environment;
  return { ...repository, trees: repository.trees.filter(belongs), applications: repository.applications.filter(belongs) };
}

async function checkModels(repository: Repository, objects: readonly RenderedObject[]): Promise<Finding[]> {
  const models = new Models(repository.root);
  const kustomizations = checkKustomizations(repository.graph.kustomizations.values(), models);
  const checked = await Promise.all(
    objects.map(async ({ manifest, tree }) => {
      const violations = await models.violations(manifest);
      return violations.map((violation): Finding => ({ severity: "error", ...belongsTo(tree), object: refOf(manifest), ...violation }));
    }),
  );
  return [...(await kustomizations), ...checked.flat()];
}

async function checkPolicies(repository: Repository, objects: readonly RenderedObject[], policies: ReturnType<typeof loadPolicies>): Promise<Finding[]> {
  const module = await policies;
  const data = await loadData(repository.root);
  const findings: Finding[] = [];
  for (const [environment, members] of Map.groupBy(objects, (object) => object.tree.environment)) {
    const input = await policyInput(repository, environment, members);
    const trees = new Map(members.map(({ manifest, tree }) => [idOf(refOf(manifest)), tree]));
    for (const finding of evaluate(module, data, input)) {
      const tree = finding.object && trees.get(idOf(finding.object));
      findings.push({ ...finding, ...(tree ? belongsTo(tree) : {}) });
    }
  }
  return findings;
}

function belongsTo(tree: RenderedTree["tree"]): Pick<Finding, "environment" | "application"> {
  return { environment: tree.environment, ...(tree.application ? { application: tree.application.name } : {}) };
}

function summarise(
  rendering: Rendering,
  objects: readonly RenderedObject[],
  findings: readonly Finding[],
  excepted: number,
  policies: number,
): Report["summary"] {
  const { repository, program } = rendering;
  const { argocd } = repository.config.versions;
  const bundled = bundledKustomize(argocd);
  return {
    environments: environmentsOf(repository),
    applications: repository.applications.length,
    trees: repository.trees.length,
    objects: objects.length,
    policies,
    findings: countFindings(findings),
    excepted,
    ...(program ? { kustomize: { program: program.name, version: program.version, argocd, ...(bundled === undefined ? {} : { bundled }) } } : {}),
    notChecked: notChecked(repository),
    milliseconds: Math.round(performance.now()),
  };
}

function today(): string {
  return new Date().toISOString().slice(0, "YYYY-MM-DD".length);
}

/** What Argo CD will deploy that nobody looked at here. */
function notChecked(repository: Repository): string[] {
  const charts = repository.applications.filter((application) => application.sources.some(({ value }) => value.chart !== undefined));
  const names = [...new Set(charts.map((application) => application.name))].sort();
  return names.length > 0 ? [`what the Helm charts of ${names.join(", ")} render`] : [];
}
