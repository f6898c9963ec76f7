#!/usr/bin/env node
import { enableCompileCache } from "node:module";

enableCompileCache();
const { main } = await import("./command/index.ts");
await main(process.argv.slice(2));
