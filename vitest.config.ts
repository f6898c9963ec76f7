import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What needs a running control plane has a command of its own.
    exclude: ["test/fixtures/**", "test/cluster/live/**"],
    testTimeout: 60_000,
    reporters: process.env["CI"] ? ["default"] : ["dot"],
  },
});
