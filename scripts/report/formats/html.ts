import { estimates } from "../../cost/estimate.ts";
import { namedEnvironments } from "../../discover/repository.ts";
import { loadExceptions } from "../../policy/exceptions.ts";
import type { Redactor } from "../../redactor.ts";
import { redactorOf } from "../../secrets.ts";
import type { Format } from "../format.ts";
import { compareSection } from "../html/compare-section.ts";
import { costSection } from "../html/cost-section.ts";
import { findingsSection } from "../html/findings-section.ts";
import { orderSection } from "../html/order-section.ts";
import { page } from "../html/page.ts";
import { standingSection } from "../html/standing-section.ts";
import type { Standing } from "../standing.ts";

/** One page to look at, which needs nothing but itself: the order of deployment, the findings, the cost, the environments side by side. */
const format: Format = async (report, { root }) => {
  const { findings, project } = report;
  if (!project) return page(report, [findingsSection(report, root)]);
  const { repository, objects: rendered } = await project.rendering();
  const redactor = await redactorOf(project);
  const objects = rendered.map((object) => ({ ...object, manifest: redactor.manifest(object.manifest) }));
  const costs = await estimates(project);
  const budgets = Object.fromEntries(costs.flatMap(({ environment, budget }) => (budget ? [[environment, budget.monthly]] : [])));
  // A file of exceptions that is not in order is a finding.
  const exceptions = await loadExceptions(project.root).catch(() => []);
  const { standing } = report;
  return page(report, [
    standing && standingSection(redacted(standing, redactor), namedEnvironments(repository), objects, exceptions, budgets),
    await orderSection(project, objects, findings),
    findingsSection(report, root),
    costSection(costs, objects),
    compareSection(repository, objects),
  ]);
};

/** A value that waits may be one that nobody is to see. */
function redacted({ waiting, ...rest }: Standing, redactor: Redactor): Standing {
  return {
    ...rest,
    ...(waiting ? { waiting: waiting.map((each) => ({ ...each, ...(each.step === undefined ? {} : { step: redactor.text(each.step) }) })) } : {}),
  };
}

export default format;
