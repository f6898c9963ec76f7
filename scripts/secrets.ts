import type { Parameters } from "./policy/data.ts";
import type { Project } from "./project.ts";
import { Redactor } from "./redactor.ts";
import type { RenderedObject } from "./render/index.ts";
import type { SecretForms } from "./secret-forms.ts";

/** What hides the secrets of these objects, and whatever has the form of one. */
export function redactorFor(params: Parameters["params"], objects: readonly RenderedObject[]): Redactor {
  return new Redactor(
    params["secrets"] as SecretForms,
    objects.map(({ manifest }) => manifest),
  );
}

const known = new WeakMap<Project, Promise<Redactor>>();

/** What hides the secrets of a state in whatever is shown of it. */
export function redactorOf(project: Project): Promise<Redactor> {
  const redactor = known.get(project) ?? learn(project);
  known.set(project, redactor);
  return redactor;
}

async function learn(project: Project): Promise<Redactor> {
  const [{ params }, { objects }] = await Promise.all([project.parameters(), project.rendering()]);
  return redactorFor(params, objects);
}
