#!/usr/bin/env node
import module from "node:module";

const OLDEST = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  process.stderr.write(`this needs Node ${OLDEST} or newer, and runs on ${process.version}\n`);
  process.exitCode = 2;
} else {
  module.enableCompileCache?.();
  const { main } = await import("./command/index.ts");
  await main(process.argv.slice(2));
}
