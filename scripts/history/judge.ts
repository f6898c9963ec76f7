import { relative } from "node:path";
import { CONFIG_FILE, type Config } from "../config.ts";
import { EXCEPTIONS_FILE, type Exception, loadExceptions } from "../policy/exceptions.ts";
import type { Project } from "../project.ts";
import { diffFields, type FieldChange } from "../render/field-diff.ts";
import { list, plural } from "../report/wording.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import type { ChangedFile } from "./changed-files.ts";
import { shown } from "./describe.ts";

/** What decides how a repository is judged, by its path; what it says is compared field by field below. */
const JUDGES =
  /^(policies\/.*\.(rego|wasm|json)|schemas\/.*|\.github\/workflows\/.*|\.gitlab-ci\.ya?ml|package(-lock)?\.json|(\.github\/|docs\/)?CODEOWNERS|action\.ya?ml)$/;

/** More parameters than this are counted: a table of prices is reviewed as a file. */
const MOST = 12;

/** What of a change alters the judgement of it, a sentence each: whoever may merge it decides that too. */
export async function judgeChanges(before: Project, after: Project, files: readonly ChangedFile[]): Promise<string[]> {
  const [was, is] = await Promise.all([before.repository(), after.repository()]);
  const [oldParameters, newParameters] = await Promise.all([before.parameters(), after.parameters()]);
  const ignored = was.files.filter((file) => !is.files.includes(file) && files.every((change) => change.file !== file || change.kind !== "removed"));
  const judges = files.filter(({ file }) => JUDGES.test(file) || isToolchain(after, file)).map(({ file }) => file);
  return [
    ...(await exceptionChanges(before, after)),
    ...configChanges(was.config, is.config),
    ...(ignored.length > 0 ? [`${plural(ignored.length, "file")} no longer looked at, though still there: ${some(ignored)}`] : []),
    ...parameterChanges(diffFields(oldParameters.params, newParameters.params)),
    ...(judges.length > 0 ? [`${plural(judges.length, "file")} of policies, workflows or packages: ${some(judges)}`] : []),
  ];
}

function isToolchain({ root }: Project, file: string): boolean {
  const code = relative(TOOLCHAIN, import.meta.dirname).split("/")[0] as string;
  return root === TOOLCHAIN.replace(/\/$/, "") && file.startsWith(`${code}/`);
}

async function exceptionChanges(before: Project, after: Project): Promise<string[]> {
  // A file that is not in order hides nothing, and is a finding.
  const [was, is] = await Promise.all([before, after].map(({ root }) => loadExceptions(root).catch((): Exception[] => [])));
  const key = ({ source: _place, ...said }: Exception) => JSON.stringify(said);
  const old = new Set((was ?? []).map(key));
  const now = new Set((is ?? []).map(key));
  const added = (is ?? []).filter((each) => !old.has(key(each)));
  const gone = (was ?? []).filter((each) => !now.has(key(each)));
  return [...added.map((each) => `${EXCEPTIONS_FILE}:${each.source.line} waives ${waiver(each)}`), ...gone.map((each) => `no longer waived: ${waiver(each)}`)];
}

function waiver({ rule, object, environment, expires, owner, reason }: Exception): string {
  const where = environment === undefined ? "" : ` in ${environment}`;
  return `${rule} on ${object}${where} until ${expires}, owner ${owner ?? "nobody"}: ${reason ?? "no reason given"}`;
}

function configChanges(before: Config, after: Config): string[] {
  return diffFields(before, after).map((change) => `${CONFIG_FILE}: ${changed(change)}`);
}

function parameterChanges(fields: readonly FieldChange[]): string[] {
  const lines = fields.slice(0, MOST).map((change) => `policies/data: ${changed(change)}`);
  return fields.length > MOST ? [...lines, `policies/data: ${fields.length - MOST} parameters more`] : lines;
}

function changed({ field, before, after }: FieldChange): string {
  if (before === undefined) return `${field} is ${shown(after)} now`;
  return after === undefined ? `${field} is no longer ${shown(before)}` : `${field} was ${shown(before)} and is ${shown(after)}`;
}

function some(names: readonly string[]): string {
  return list(names.length > 6 ? [...names.slice(0, 6), `${names.length - 6} more`] : names);
}
