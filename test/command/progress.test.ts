import { expect, test, vi } from "vitest";
import { Progress } from "../../scripts/command/progress.ts";

/** A stream that keeps what is written to it. */
function stream(isTTY: boolean) {
  const written: string[] = [];
  return { written, stream: { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream };
}

test("progress is one line on a terminal, and gone when the work is done", () => {
  const { written, stream: terminal } = stream(true);
  const progress = new Progress(terminal);
  progress.show("rendering 1 of 2");
  progress.show("rendering 2 of 2");
  progress.clear();
  const text = written.join("");
  expect(text).toContain("rendering 2 of 2 …");
  expect(text.endsWith("\r\x1b[2K")).toBe(true);
  expect(text).not.toContain("\n");
});

test("progress is silent in a pipe", () => {
  const { written, stream: pipe } = stream(false);
  const progress = new Progress(pipe);
  progress.show("rendering 1 of 2");
  progress.clear();
  expect(written).toEqual([]);
});

test("progress has no colours where NO_COLOR is set", () => {
  vi.stubEnv("NO_COLOR", "1");
  const { written, stream: terminal } = stream(true);
  new Progress(terminal).show("checking");
  vi.unstubAllEnvs();
  expect(written.join("")).toBe("checking …");
});
