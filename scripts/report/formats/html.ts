import { estimates } from "../../cost/estimate.ts";
import { redactorOf } from "../../secrets.ts";
import type { Format } from "../format.ts";
import { compareSection } from "../html/compare-section.ts";
import { costSection } from "../html/cost-section.ts";
import { findingsSection } from "../html/findings-section.ts";
import { orderSection } from "../html/order-section.ts";
import { page } from "../html/page.ts";

/** One page to look at, which needs nothing but itself: the order of deployment, the findings, the cost, the environments side by side. */
const format: Format = async (report, { root }) => {
  const { findings, project } = report;
  if (!project) return page(report, [findingsSection(report, root)]);
  const { repository, objects: rendered } = await project.rendering();
  const redactor = await redactorOf(project);
  const objects = rendered.map((object) => ({ ...object, manifest: redactor.manifest(object.manifest) }));
  return page(report, [
    await orderSection(project, objects, findings),
    findingsSection(report, root),
    costSection(await estimates(project), objects),
    compareSection(repository, objects),
  ]);
};

export default format;
