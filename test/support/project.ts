import { Project, type ProjectOptions } from "../../scripts/project.ts";
import { Toolbox } from "../../scripts/toolbox.ts";

/** Policies are loaded once for all tests of a file. */
const toolbox = new Toolbox();

/** A project as the commands make it, that fetches nothing; renders are kept unless the test says otherwise. */
export function projectAt(root: string, options: Partial<ProjectOptions> = {}): Project {
  return new Project(root, { permissions: { remote: false }, cache: true, ...options }, toolbox);
}
