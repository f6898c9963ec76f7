#!/usr/bin/env node
import { main } from "./command/cluster.ts";

await main(process.argv);
