import { countChanges } from "../describe.ts";
import type { DiffFormat } from "../format.ts";

/** The comparison as one JSON object: `{ base, head, summary, changes }`. */
const json: DiffFormat = ({ before, after, changes, rendered }) => {
  const shown = changes.map(({ kind, environment, application, object, fields, restarts }) => ({ kind, environment, application, object, fields, restarts }));
  const base = { name: before.project.name, commit: before.project.commit };
  const head = { name: after.project.name, commit: after.project.commit };
  return `${JSON.stringify({ base, head, summary: { ...countChanges(changes), rendered }, changes: shown }, null, 2)}\n`;
};

export default json;
