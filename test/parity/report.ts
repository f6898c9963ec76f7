import { type Trial, tally } from "./verdict.ts";

/** The report of a run: totals, then agreement by kind and by mutation, then every disagreement with an example. */
export function reportOf(trials: readonly Trial[], kubeconform: readonly boolean[] | undefined): string {
  const total = tally(trials.map(({ verdict }) => verdict));
  const compared = trials.filter(({ samePlace }) => samePlace !== undefined);
  const lines = [
    `${total.trials} mutants of ${new Set(trials.map(({ mutant }) => mutant.origin)).size} objects of ${new Set(trials.map(({ mutant }) => mutant.kind)).size} kinds by ${new Set(trials.map(({ mutant }) => mutant.mutation)).size} mutations`,
    `refused by the API server: ${total.refused}, of which caught: ${total.caught} (${total.caughtPercent.toFixed(2)} %), missed: ${total.missed}`,
    `accepted by the API server: ${total.accepted}, of which false alarms: ${total.falseAlarms}`,
    `caught at, or within, a field the API server names: ${percent(compared.filter(({ samePlace }) => samePlace).length, compared.length)}`,
    ...(kubeconform ? [besides(trials, kubeconform)] : []),
    "",
    ...table(
      "kind",
      Map.groupBy(trials, ({ mutant }) => mutant.kind),
    ),
    "",
    ...table(
      "mutation",
      Map.groupBy(trials, ({ mutant }) => mutant.mutation),
    ),
    "",
    ...disagreements(trials),
  ];
  return `${lines.join("\n")}\n`;
}

/** How often each pair of mutation and kind disagrees, with one example. */
export function disagreements(trials: readonly Trial[]): string[] {
  const apart = trials.filter(({ verdict }) => verdict === "missed" || verdict === "false alarm");
  const groups = Map.groupBy(apart, ({ verdict, mutant, known }) => `${known ? "known " : ""}${verdict}: ${mutant.mutation} on ${mutant.kind}`);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([title, members]) => [`${title} (${members.length})`, ...example(members[0])]);
}

function example(trial: Trial | undefined): string[] {
  if (!trial) return [];
  const { mutant, outcome, violations, known } = trial;
  const said = outcome.accepted ? violations.map(({ rule, path, message }) => `${rule} ${path}: ${message}`).join("; ") : outcome.message;
  return [`    ${mutant.origin} at ${mutant.path}`, `    ${said.slice(0, 600)}`, ...(known ? [`    stays: ${known}`] : [])];
}

function table(title: string, groups: Map<string, readonly Trial[]>): string[] {
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => ({ name, ...tally(members.map(({ verdict }) => verdict)) }));
  const width = Math.max(title.length, ...rows.map(({ name }) => name.length));
  const row = (name: string, ...cells: (string | number)[]) => `${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(11)).join(" ")}`;
  return [
    row(title, "mutants", "refused", "caught", "missed", "accepted", "false alarm"),
    ...rows.map((each) => row(each.name, each.trials, each.refused, each.caught, each.missed, each.accepted, each.falseAlarms)),
  ];
}

function besides(trials: readonly Trial[], kubeconform: readonly boolean[]): string {
  const refused = trials.flatMap(({ verdict }, index) => (verdict === "caught" || verdict === "missed" ? [kubeconform[index]] : []));
  const accepted = trials.flatMap(({ verdict }, index) => (verdict === "accepted" || verdict === "false alarm" ? [kubeconform[index]] : []));
  const caught = refused.filter((accepts) => !accepts).length;
  return `kubeconform -strict on the same mutants: caught ${caught} of ${refused.length} (${percent(caught, refused.length)}), false alarms ${accepted.filter((accepts) => !accepts).length}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "n/a" : `${((100 * part) / whole).toFixed(2)} %`;
}
