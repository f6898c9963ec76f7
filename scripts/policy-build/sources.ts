import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { POLICIES, TOOLCHAIN } from "./paths.ts";

/** The files the compiled policies are made of, tests left out, sorted; relative to the toolchain's root. */
export function policySources(): string[] {
  return globSync(`${POLICIES}/**/*.rego`, { cwd: TOOLCHAIN, ignore: ["**/*_test.rego"] }).sort();
}

/** SHA-256 of each of them, to tell without a compiler whether what was built is what is written. */
export function sourceDigests(): Record<string, string> {
  return Object.fromEntries(
    policySources().map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(TOOLCHAIN, file)))
        .digest("hex"),
    ]),
  );
}
