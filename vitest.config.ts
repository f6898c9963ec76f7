import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The control plane's tests have a command of their own.
    exclude: ["test/fixtures/**", "test/cluster/**", "test/parity/**"],
    testTimeout: 60_000,
    reporters: process.env["CI"] ? ["default"] : ["dot"],
  },
});
