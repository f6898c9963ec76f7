import { UserError } from "../errors.ts";
import type { NewFiles } from "./policy.ts";

/**
 * An output format with its test.
 * @throws UserError for a name that no file of a format can have
 */
export function newFormat(name: string): NewFiles {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new UserError(`"${name}" is no name of a format: lower case letters, digits and -, such as checkstyle`);
  return new Map([
    [`scripts/report/formats/${name}.ts`, format],
    [`test/report/formats/${name}.test.ts`, testOf(name)],
  ]);
}

const format = `import type { Format } from "../format.ts";
import { shareFindings } from "../shared.ts";
import { place } from "../wording.ts";

/** Say here who reads it, and where what they read is specified. */
const format: Format = ({ findings }) =>
  shareFindings(findings)
    .map(({ severity, rule, message, source }) => \`\${severity} \${source ? place(source) : "-"} \${rule} \${message}\\n\`)
    .join("");

export default format;
`;

function testOf(name: string): string {
  return `import { expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { configMap, makeRepository } from "../../support/repository.ts";

test("says what is wrong, and where", async () => {
  const root = makeRepository({ "a.yaml": configMap("a").replace("\\ndata:", "\\ndta:") });
  const { stdout, status } = await runCli("validate", ["--format", "${name}", root]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^error a\\.yaml:5:1 model\\/unknown-field unknown field "dta"/m);
});
`;
}
