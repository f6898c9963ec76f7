import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** The tests that run what they test in their own process: a mutant reaches no other. MUTATION_TESTS names fewer, with commas. */
const TESTS = process.env["MUTATION_TESTS"]?.split(",") ?? [
  "test/{discover,policy,render,history,provenance}/**/*.test.ts",
  "test/cluster/sync-order.test.ts",
  "test/command/{bad-input,validate}.test.ts",
];

export default defineConfig({ ...all, test: { ...all.test, include: TESTS } });
