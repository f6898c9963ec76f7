import { defineConfig } from "vitest/config";

/** Tests on a real control plane: minutes on a slow machine, so they have a command of their own. */
export default defineConfig({ test: { include: ["test/cluster/live/**/*.test.ts"], testTimeout: 300_000 } });
