import { type ApplicationStatus, isSettled } from "../../../scripts/cluster/argocd/applications.ts";
import { deploy, progressOf } from "../../../scripts/cluster/argocd/deploy.ts";
import type { Story } from "../story.ts";

/** When an Application was first seen, and first settled, in seconds after the start. */
interface Sighting {
  wave: number;
  appeared: number;
  settled?: number;
}

export const bootstrap: Story = {
  name: "bootstrap",
  title: "A new cluster, bootstrapped by the words of the README",
  async run(stage, facts) {
    const sightings = new Map<string, Sighting>();
    const started = performance.now();
    let all: ApplicationStatus[] = [];
    const done = await facts.timed("all Applications Synced and Healthy", async () => {
      all = await deploy(stage.cluster, {
        onChange(now) {
          watch(now, sightings, (performance.now() - started) / 1000);
          facts.progress(progressOf(now));
        },
      });
      // A slow machine serves a definition later than Argo CD waits for it; then the sync is tried again, which is no fault.
      const retried = all.filter(({ retries }) => retries > 0).map(({ name, retries }) => `${name} ${retries}`);
      return `${all.length} Applications${retried.length > 0 ? `; tried again: ${retried.join(", ")}` : ""}`;
    });
    for (const [wave, { appeared, settled }] of waves(sightings))
      facts.check(`wave ${wave}`, settled !== undefined, `appeared at ${appeared.toFixed(1)} s, settled at ${settled?.toFixed(1) ?? "never"} s`);
    const early = outOfOrder(sightings);
    facts.check("no wave begins before the one before it is healthy", early.length === 0, early.join("; "));
    if (!done) throw new Error("the environment was not bootstrapped");
    await facts.timed("compared anew, nothing differs from Git", async () => {
      await stage.refresh("hard");
      // Argo CD takes the request away when it has compared.
      await stage.until("compared anew", 300, async () => (await stage.applications()).every((each) => !each.refreshing && isSettled(each)));
      const differing = (await stage.applications()).flatMap(({ name, outOfSync }) => outOfSync.map((each) => `${name}: ${each}`));
      if (differing.length > 0) throw new Error(differing.join("; "));
    });
  },
};

function watch(now: readonly ApplicationStatus[], sightings: Map<string, Sighting>, seconds: number): void {
  for (const application of now) {
    const seen = sightings.get(application.name) ?? { wave: application.wave, appeared: seconds };
    if (seen.settled === undefined && isSettled(application)) seen.settled = seconds;
    sightings.set(application.name, seen);
  }
}

/** When the first Application of each wave appeared and the last was settled; the root, which is in none, left out. */
function waves(sightings: ReadonlyMap<string, Sighting>): [number, { appeared: number; settled?: number }][] {
  const children = [...sightings].filter(([name]) => name !== "root").map(([, sighting]) => sighting);
  const grouped = Map.groupBy(children, ({ wave }) => wave);
  return [...grouped]
    .sort(([a], [b]) => a - b)
    .map(([wave, members]) => {
      const settled = members.map((each) => each.settled);
      const last = settled.includes(undefined) ? {} : { settled: Math.max(...(settled as number[])) };
      return [wave, { appeared: Math.min(...members.map(({ appeared }) => appeared)), ...last }];
    });
}

/** Waves that began before an earlier one was settled. */
export function outOfOrder(sightings: ReadonlyMap<string, Sighting>): string[] {
  const inOrder = waves(sightings);
  return inOrder.flatMap(([wave, { appeared }], index) => {
    const [before, earlier] = inOrder[index - 1] ?? [];
    return earlier && (earlier.settled === undefined || earlier.settled > appeared)
      ? [`wave ${wave} appeared at ${appeared.toFixed(1)} s, before wave ${before} was settled`]
      : [];
  });
}
