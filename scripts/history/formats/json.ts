import { countChanges } from "../describe.ts";
import type { DiffFormat } from "../format.ts";

/** The comparison as one JSON object: `{ base, head, summary, changes }`. */
const json: DiffFormat = ({ before, after, changes, rendered }) => {
  const shown = changes.map(({ kind, environment, application, object, fields, restarts }) => ({ kind, environment, application, object, fields, restarts }));
  const base = { name: before.snapshot.name, commit: before.snapshot.commit };
  const head = { name: after.snapshot.name, commit: after.snapshot.commit };
  return `${JSON.stringify({ base, head, summary: { ...countChanges(changes), rendered }, changes: shown }, null, 2)}\n`;
};

export default json;
