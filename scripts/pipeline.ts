import { checkFiles } from "./discover/file-rules.ts";
import { discover, type Permissions } from "./discover/index.ts";
import { environmentsOf, type Repository } from "./discover/repository.ts";
import { UserError } from "./errors.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { ModelCheck } from "./model/check.ts";
import { didYouMean } from "./model/did-you-mean.ts";
import { type Answers, checkPolicies } from "./policy/check.ts";
import { loadData } from "./policy/data.ts";
import { applyExceptions, isAboutStep, loadExceptions } from "./policy/exceptions.ts";
import { countStateRules, loadPolicies, type PolicyModule } from "./policy/module.ts";
import { type RenderedObject, type RenderedTree, render } from "./render/index.ts";
import { findKustomize, type KustomizeProgram } from "./render/program.ts";
import { locate } from "./render/provenance/index.ts";
import { type Report, summarise } from "./report/summary.ts";
import { loadCatalogue } from "./rules/catalogue.ts";

export interface RenderOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Only this environment; all of them when undefined. */
  readonly environment?: string;
  readonly permissions: Permissions;
  readonly cache: boolean;
  /** Absolute path of a folder whose policies/data fill in what the repository's own do not say. */
  readonly data?: string;
  /** Ask the cluster of kubectl's current context too, by a server-side dry run. */
  readonly server?: boolean;
  /** Told what is going on, for a person who waits. */
  readonly onProgress?: (message: string) => void;
}

/** A repository with everything that was rendered of it. */
export interface Rendering {
  readonly repository: Repository;
  readonly trees: readonly RenderedTree[];
  readonly objects: readonly RenderedObject[];
  /** What rendered, where anything needed to be. */
  readonly program?: KustomizeProgram;
}

/** A rendered repository with everything there is to say of it. */
export interface Validation extends Report {
  readonly rendering: Rendering;
}

/** What a run leaves for the next one in the same process. */
export interface Memory {
  policies?: Promise<PolicyModule>;
  readonly answers: Answers;
}

/**
 * discover -> render -> model -> policy: everything there is to say of a repository.
 * @param memory of the runs before, for a process that watches files
 * @throws UserError, or an AggregateError of them, when something cannot be read, rendered or judged
 */
export async function validate(options: RenderOptions, memory?: Memory): Promise<Validation> {
  // The start of the process is what a person waits from; a later run starts now.
  const since = memory?.policies ? performance.now() : 0;
  const policies = memory?.policies ?? loadPolicies();
  if (memory) memory.policies = policies;
  policies.catch(() => {}); // Reported when awaited: a broken repository is said first.
  const models = new ModelCheck(options.root, options.cache);
  const rendering = await renderRepository(options, (tree) => models.add(tree.objects));
  const { repository, objects } = rendering;
  options.onProgress?.("checking");
  models.addKustomizations(repository);
  const all = [
    ...(await checkFiles(repository)).filter((finding) => isWanted(finding, options.environment)),
    ...(await models.findings()),
    ...(await checkPolicies(repository, objects, await policies, await loadData(options.root, options.data), memory?.answers)),
  ];
  if (options.server) {
    options.onProgress?.("asking the cluster");
    const { askServer } = await import("./cluster/server.ts");
    all.push(...(await askServer(objects)).findings);
  }
  const exceptions = (await loadExceptions(options.root)).filter((exception) => !isAboutStep(exception));
  const catalogue = await loadCatalogue((await policies).rules);
  const { kept, hidden } = applyExceptions(all, exceptions, environmentsOf(repository), today(), catalogue);
  const findings = locate(repository, objects, kept).sort(compareFindings);
  const summary = summarise({
    repository,
    objects,
    findings,
    hidden,
    policies: countStateRules((await policies).rules),
    program: rendering.program,
    since,
    notChecked: models.notChecked(),
  });
  return { summary, findings, rules: catalogue, rendering };
}

/**
 * discover -> render.
 * @param onRendered given each tree as soon as it is there
 */
export async function renderRepository(options: RenderOptions, onRendered?: (tree: RenderedTree) => void): Promise<Rendering> {
  options.onProgress?.("looking for overlays");
  const repository = onlyEnvironment(await discover(options.root, options.permissions), options.environment);
  let program: Promise<KustomizeProgram> | undefined;
  let done = 0;
  const trees = await render(repository, {
    program: () => {
      program ??= findKustomize();
      return program;
    },
    // What a remote base holds can change without a file here changing.
    cache: options.cache && !options.permissions.remote,
    onRendered: (tree) => {
      options.onProgress?.(`rendering ${++done} of ${repository.trees.length}`);
      onRendered?.(tree);
    },
  });
  return { repository, trees, objects: trees.flatMap((tree) => tree.objects), ...(program ? { program: await program } : {}) };
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

function isWanted(finding: Finding, environment: string | undefined): boolean {
  return environment === undefined || finding.environment === undefined || finding.environment === environment;
}

/** Today in UTC, YYYY-MM-DD. */
export function today(): string {
  return new Date().toISOString().slice(0, "YYYY-MM-DD".length);
}
