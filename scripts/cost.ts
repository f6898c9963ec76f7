#!/usr/bin/env node
import { enableCompileCache } from "node:module";

enableCompileCache();
const { main } = await import("./command/cost.ts");
await main(process.argv);
