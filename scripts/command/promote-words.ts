import { UserError } from "../errors.ts";
import { approvers } from "../history/promote/ask.ts";
import type { Gate, Witnesses } from "../history/promote/gates.ts";
import { remoteOf } from "../history/promote/open.ts";
import type { PromoteOptions } from "./promote.ts";
import { EXIT } from "./run.ts";

/** Prints a line, or several. */
export function say(text: string): typeof EXIT.clean {
  process.stdout.write(`${text}\n`);
  return EXIT.clean;
}

/** "web: soak: open: 3 d of 24h in the environment before, …". */
export function gateLine({ app, name, state, text }: Gate): string {
  return `${app}: ${name} ${state === "unasked" ? "was not asked" : `is ${state}`}: ${text}`;
}

/**
 * Who answers what Git cannot: the clock, and the service that holds the pull request.
 * https://docs.github.com/actions/reference/variables-reference, https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function witnesses(root: string, { pullRequest }: PromoteOptions, env: Readonly<Record<string, string | undefined>> = process.env): Witnesses {
  const number = pullRequest ?? /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1] ?? env["CI_MERGE_REQUEST_IID"];
  return {
    now: new Date(),
    approvers: async () => {
      if (number !== undefined && !/^\d+$/.test(number)) throw new UserError(`"${number}" is no number of a pull request`);
      return approvers(number, await remoteOf(root), root);
    },
  };
}
