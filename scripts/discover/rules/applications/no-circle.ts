import { type Application, fieldOf } from "../../applications.ts";
import type { FileRule } from "../../file-rules.ts";

const rule: FileRule = {
  title: "Applications do not deploy each other in a circle",
  description:
    "An Application that deploys the Application that deploys it: neither is the root, and deleting either takes both along. One that deploys itself is in order.",
  severity: "warning",
  help: "Let one of them be deployed by hand or by a root Application, and take it out of what the other deploys.",
  references: ["https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/#app-of-apps-pattern"],
  *check({ applications }) {
    for (const environment of Map.groupBy(applications, (each) => each.environment).values()) {
      const makers = Map.groupBy(environment, ({ name }) => name);
      const said = new Set<string>();
      for (const application of environment) {
        const circle = circleOf(makers, application, []);
        const id = circle?.toSorted().join();
        if (!circle || id === undefined || said.has(id)) continue;
        said.add(id);
        const way = [...circle, circle[0]].join(" -> ");
        yield { message: `Applications deploy each other in a circle: ${way}`, ...fieldOf(application, ["spec", "source", "path"]) };
      }
    }
  },
};

export default rule;

/** The names from an Application up to what deploys it, and back to itself; undefined where that ends elsewhere. */
function circleOf(byName: ReadonlyMap<string, readonly Application[]>, { name, maker }: Application, trail: readonly string[]): string[] | undefined {
  if (maker === undefined || maker === name) return undefined;
  const here = [name, ...trail];
  if (maker === here.at(-1)) return here;
  if (here.includes(maker)) return undefined;
  return (byName.get(maker) ?? []).map((each) => circleOf(byName, each, here)).find(Boolean);
}
