#!/usr/bin/env node
import { main } from "./command/rules.ts";

await main(process.argv);
