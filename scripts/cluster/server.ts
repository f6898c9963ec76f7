import { UserError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { refOf } from "../kubernetes/object-id.ts";
import type { RenderedObject } from "../render/index.ts";
import { inSyncOrder } from "../render/sync-order.ts";
import rules from "../rules/groups/server.ts";
import { findingOf } from "../rules/rule.ts";
import { currentCluster } from "./kubectl-proxy.ts";
import { fieldToPointer, type Outcome } from "./outcome.ts";

/** What the cluster said, and which cluster that was. */
export interface ServerVerdict {
  context: string;
  findings: Finding[];
}

/**
 * Asks the cluster of kubectl's current context about every object: a server-side apply with dryRun, which goes through
 * defaulting, validation and admission and keeps nothing.
 * @param objects rendered objects of one environment, since a cluster is one
 * @throws UserError for objects of several environments, or where the cluster cannot be reached
 */
export async function askServer(objects: readonly RenderedObject[]): Promise<ServerVerdict> {
  const environments = [...new Set(objects.map(({ tree }) => tree.environment))].sort();
  if (environments.length > 1) throw new UserError(`a cluster is one environment; choose one of ${environments.join(", ")} with --env`);
  const { context, client, close } = await currentCluster();
  try {
    const findings: Finding[] = [];
    for (const object of inSyncOrder(objects)) {
      const outcome = await client.apply(object.manifest, { dryRun: true });
      findings.push(...said(outcome, object).map((each) => ({ ...each, ...whose(object) })));
    }
    return { context, findings };
  } finally {
    await close();
  }
}

function said(outcome: Outcome, { manifest }: RenderedObject): Finding[] {
  if (outcome.accepted) return outcome.warnings.map((message) => findingOf(rules.warning, { message }));
  const missing = whatIsMissing(outcome, manifest.metadata.namespace);
  if (missing) return [findingOf(rules["not-checked"], { message: `${missing}, so the cluster could not judge this object` })];
  const refused = (message: string, path?: string) => findingOf(rules.refused, { message, ...(path ? { path } : {}) });
  const causes = outcome.causes.filter(({ message }) => message !== "");
  return causes.length > 0
    ? causes.map(({ field, message }) => refused(`${field ? `${field}: ` : ""}${message}`, fieldToPointer(field)))
    : [refused(outcome.message)];
}

/** What the cluster lacks, or the user may not do; undefined when the object itself is to blame. */
function whatIsMissing({ status, reason, message, body }: Outcome, namespace: string | undefined): string | undefined {
  if (reason === "NoKindMatch") return message;
  const { kind } = (body as { details?: { kind?: string } }).details ?? {};
  if (status === 404 && kind === "namespaces") return `namespace "${namespace}" does not exist yet`;
  // An admission plugin's refusal is Forbidden too; only the authorizer's names a user and a verb.
  if (reason === "Forbidden" && /User ".*" cannot \w+ resource/.test(message)) return message;
  return undefined;
}

function whose({ manifest, tree }: RenderedObject): Pick<Finding, "environment" | "application" | "object"> {
  return { environment: tree.environment, ...(tree.application ? { application: tree.application.name } : {}), object: refOf(manifest) };
}
