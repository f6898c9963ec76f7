#!/usr/bin/env node
import { main } from "./command/policies.ts";

await main(process.argv);
