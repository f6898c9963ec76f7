import { Completeness } from "./completeness.ts";
import { CONFIG_FILE, type Config, readConfig } from "./config.ts";
import { didYouMean } from "./did-you-mean.ts";
import { skippedInWords } from "./discover/desired-state.ts";
import { checkFiles } from "./discover/file-rules.ts";
import { environmentsOf, inEnvironment } from "./discover/repository.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { InputError } from "./input-error.ts";
import { judge } from "./judge-state.ts";
import { ModelCheck } from "./model/check.ts";
import { notOfTarget } from "./model/target.ts";
import { applyExceptions, type Exception, isAboutStep, loadExceptions } from "./policy/exceptions.ts";
import { countStateRules } from "./policy/module.ts";
import type { Project } from "./project.ts";
import { unjudgedCharts } from "./render/charts/unjudged.ts";
import { placeOnCharts } from "./render/provenance/chart.ts";
import { locate } from "./render/provenance/index.ts";
import { type Report, summarise } from "./report/summary.ts";
import { type Catalogue, loadCatalogue } from "./rules/catalogue.ts";
import { applyLevels, uselessLevels } from "./rules/levels.ts";
import { select } from "./rules/selection.ts";
import { redactorOf } from "./secrets.ts";
import { calling } from "./toolchain.ts";
import { once } from "./troubles.ts";
import { readYaml, sourceAt } from "./yaml/yaml-file.ts";

/** What validating may be told beside the project. */
export interface ValidateOptions {
  /** Ask the cluster of kubectl's current context too, by a server-side dry run. */
  readonly server?: boolean;
}

/** A project with everything there is to say of it. */
export interface Validation extends Report {
  readonly project: Project;
}

/**
 * discover -> render -> model -> policy: everything there is to say of a state of a repository.
 * What cannot be read, rendered or known is among the findings, beside the verdict on all the rest.
 * @throws UserError when the tool itself cannot do its work: no Kustomize, no policies, no such directory
 */
export async function validate(project: Project, { server = false }: ValidateOptions = {}): Promise<Validation> {
  const { root, options, toolbox } = project;
  const since = toolbox.isFresh ? 0 : performance.now();
  const policies = project.policies();
  policies.catch(() => {}); // Reported when awaited: a broken repository is said first.
  const { config } = await readConfig(root);
  const models = new ModelCheck(root, options.cache, { schemas: [...(options.schemas ?? []), ...config.schemas], remote: options.permissions.remote });
  const rendering = await project.rendering((tree) => models.add(tree.objects));
  const { repository, objects } = rendering;
  options.onProgress?.("checking");
  models.addKustomizations(repository);
  const exceptions = await exceptionsOf(root);
  const completeness = new Completeness(rendering);
  const own = await project.ownRules();
  const all = [
    ...rendering.troubles,
    ...own.troubles.map((trouble) => trouble.finding()),
    ...rendering.trees.flatMap(({ remarks }) => remarks),
    ...(await project.parameters()).troubles.map((trouble) => trouble.finding()),
    ...exceptions.troubles,
    ...(await checkFiles(repository)).filter(inEnvironment(options.environment)),
    ...(await models.findings()),
    ...(await judge(project)).filter((finding) => completeness.allows(finding)),
  ];
  if (server) {
    options.onProgress?.("asking the cluster");
    const { askServer } = await import("./cluster/server.ts");
    all.push(...(await askServer(objects)).findings);
  }
  const aboutState = exceptions.list.filter((exception) => !isAboutStep(exception));
  const catalogue = await loadCatalogue((await policies).rules);
  const isPolicy = (rule: string) => catalogue.get(rule)?.stage === "policy";
  all.push(...configTroubles(project.root, repository.config, catalogue));
  const { kept, hidden } = applyExceptions(placeOnCharts(repository, objects, once(all), isPolicy), aboutState, environmentsOf(repository), today(), catalogue);
  const { findings: levelled, levels, byProfile } = applyLevels(kept, repository.config);
  const selected = select(levelled, options.selection ?? {}, [...catalogue.keys()]);
  // Learning the secrets takes a while: only for what is shown.
  const redactor = selected.findings.length > 0 ? await redactorOf(project) : undefined;
  const findings = locate(repository, objects, selected.findings)
    .map((finding) => redactor?.finding(finding) ?? finding)
    .sort(compareFindings);
  const summary = summarise({
    repository,
    objects,
    findings,
    hidden,
    levels,
    profile: { name: repository.config.profile, findings: byProfile },
    policies: countStateRules((await policies).rules),
    engine: rendering.engine,
    since,
    remote: rendering.remote,
    notChecked: [
      ...selected.left,
      ...skippedInWords(repository.skipped),
      ...repository.notJudged,
      ...unjudgedCharts(rendering.trees),
      ...own.notChecked,
      ...notOfTarget(repository.config, (await project.parameters()).params),
      ...models.notChecked(),
      ...completeness.notChecked(),
    ],
  });
  return { summary, findings, rules: catalogue, ...(redactor ? { redactor } : {}), project };
}

/** Entries of `rules` in gitops.yaml that mean nothing: whoever wrote them thinks that they do. */
function configTroubles(root: string, { rules }: Config, catalogue: Catalogue): Finding[] {
  const ids = [...catalogue.values()].map(({ id }) => id);
  return uselessLevels(rules, ids).map((entry) => {
    const meant = didYouMean(entry, ids);
    const message = `/rules: no rule is called ${entry}${meant ? `, did you mean "${meant}"?` : ""}`;
    const place = sourceAt(readYaml(root, CONFIG_FILE), 0, ["rules", entry], { key: true });
    return new InputError("input/configuration", message, place, `\`${calling("rules")}\` lists the ids.`).finding();
  });
}

/** A file of exceptions that is not in order hides nothing. */
async function exceptionsOf(root: string): Promise<{ list: Exception[]; troubles: Finding[] }> {
  try {
    return { list: await loadExceptions(root), troubles: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { list: [], troubles: [error.finding()] };
  }
}

/** Today in UTC, YYYY-MM-DD. */
export function today(): string {
  return new Date().toISOString().slice(0, "YYYY-MM-DD".length);
}
