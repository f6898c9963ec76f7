import type { Source } from "../finding.ts";
import { git } from "../git/git.ts";
import type { Project } from "../project.ts";

/**
 * Where a line is browsed at the commit of a state, as the CI's own variables say; nothing leads to what is not committed.
 * https://docs.github.com/actions/reference/variables-reference, https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export async function lineLinks(root: string, project: Project, env: Readonly<Record<string, string | undefined>> = process.env) {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL } = env;
  const home = GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL ?? "https://github.com"}/${GITHUB_REPOSITORY}/blob` : CI_PROJECT_URL && `${CI_PROJECT_URL}/-/blob`;
  if (!home) return undefined;
  const commit = project.commit ?? (await git(root, ["rev-parse", "HEAD"]));
  const prefix = await git(root, ["rev-parse", "--show-prefix"]);
  const path = (file: string) => `${prefix}${file}`.split("/").map(encodeURIComponent).join("/");
  // What is gone is shown where it was.
  return ({ file, line, chain = [] }: Source) => (chain.some(({ note }) => note.startsWith("as of ")) ? undefined : `${home}/${commit}/${path(file)}#L${line}`);
}
