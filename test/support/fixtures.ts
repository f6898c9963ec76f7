import { join } from "node:path";
import { FixtureJudge } from "../../scripts/fixtures/judge.ts";
import { Toolbox } from "../../scripts/toolbox.ts";

/** The fixtures of this toolchain's rules, and the small good world that they change. */
export const FIXTURES = join(import.meta.dirname, "../fixtures");

/** Judges them; policies are loaded once for all tests of a file. */
export const judge = new FixtureJudge(join(FIXTURES, "world"), new Toolbox());
