import { type Drift, driftOf } from "../cluster/drift.ts";
import { currentCluster } from "../cluster/kubectl-proxy.ts";
import { UserError } from "../errors.ts";
import { shown } from "../history/describe.ts";
import { Project } from "../project.ts";
import { objectName, plural } from "../report/wording.ts";
import { redactorOf } from "../secrets.ts";
import type { DiffOptions } from "./diff.ts";
import { projectOptions, rootOf } from "./options.ts";
import { printed } from "./output.ts";
import { EXIT } from "./run.ts";

/** `diff --server`: how the cluster of kubectl's current context differs from the working tree. Returns the exit status. */
export async function diffServer(base: string | undefined, options: DiffOptions): Promise<number> {
  if (base !== undefined) throw new UserError("--server compares the working tree with a cluster: name no revision");
  if (!["text", "json"].includes(options.format)) throw new UserError(`--server prints text or json, not ${options.format}`);
  const project = new Project(rootOf(options), projectOptions(options));
  const { objects } = await project.rendering();
  const { context, client, close } = await currentCluster();
  try {
    const drifts = await driftOf(client, objects, await redactorOf(project));
    printed(options.format === "json" ? `${JSON.stringify({ context, drifts }, null, 2)}\n` : driftText(drifts, context, objects.length), options.output);
  } finally {
    await close();
  }
  return EXIT.clean;
}

function driftText(drifts: readonly Drift[], context: string, objects: number): string {
  const lines = drifts.flatMap(({ kind, object, why, fields }) => {
    if (kind === "missing") return [`+ ${objectName(object)} is not in the cluster`];
    if (kind === "unknown") return [`? ${objectName(object)} could not be asked: ${shown(why)}`];
    return [
      `~ ${objectName(object)}`,
      ...fields.map(({ field, before, after, owner }) => {
        const value = (each: unknown) => (each === undefined ? "nothing" : shown(each));
        return `    ${field}: ${value(before)} in the cluster${owner ? `, set by ${owner}` : ""}; ${value(after)} in Git`;
      }),
    ];
  });
  const count = (kind: Drift["kind"]) => drifts.filter((drift) => drift.kind === kind).length;
  const sum = `${plural(objects, "object")} compared with ${context}: ${count("drifted")} drifted, ${count("missing")} not there, ${count("unknown")} not asked; what is in the cluster alone is not looked for`;
  return [...lines, sum, ""].join("\n");
}
