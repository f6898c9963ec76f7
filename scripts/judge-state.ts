import type { Finding } from "./finding.ts";
import { troubleOf } from "./input-error.ts";
import { KeptAnswers } from "./policy/answers.ts";
import { checkPolicies } from "./policy/check.ts";
import { seenOf } from "./policy/input.ts";
import type { Project } from "./project.ts";

/** Judges every environment by the policies. */
export async function judge(project: Project): Promise<Finding[]> {
  const module = await project.policies();
  const { params } = await project.parameters();
  const findings: Finding[] = [];
  const members = await project.members();
  const answers = new KeptAnswers(module, params, project.options.cache, project.toolbox.answers);
  for (const [environment, objects] of members) {
    const ask = async () => checkPolicies(await project.input(environment), objects, module, params);
    try {
      findings.push(...(await answers.of(seenOf(await project.repository(), environment, members), ask)));
    } catch (error) {
      findings.push(troubleOf(error, `${environment} by the policies`).finding({ environment }));
    }
  }
  return findings;
}
