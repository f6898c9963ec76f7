#!/usr/bin/env node
import { main } from "./cluster/command.ts";

await main(process.argv);
