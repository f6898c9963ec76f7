import { setTimeout as sleep } from "node:timers/promises";

/** Tries until the expectation holds, for 40 s at most (a machine that stalls keeps Sentinel passive for 30 s); then fails as it failed last. */
export async function eventually(expectation: () => Promise<unknown>): Promise<void> {
  for (const limit = performance.now() + 40_000; ; await sleep(100)) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (performance.now() > limit) throw error;
    }
  }
}
