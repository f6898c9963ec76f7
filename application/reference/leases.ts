import type { Redis } from "./redis.ts";

/**
 * Claims an experiment, or keeps it: by the clock of Redis, which all pods share. No time to live, because Redis evicts
 * what has one when it is full.
 */
const CLAIM = `
local now = tonumber(redis.call('TIME')[1])
local owner, ends = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '|0', '^(.*)|(%d+)$')
if owner ~= ARGV[2] and tonumber(ends) > now then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. string.format('%d', now + tonumber(ARGV[3])))
return 1`;

const RELEASE = `
local owner = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '|0', '^(.*)|%d+$')
if owner == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
return 1`;

const KEY = "experiments:leases";
const SECONDS = 30;

/** Sees to it that one pod works on an experiment. Without Redis there is only this process. */
export class Leases {
  readonly #redis: Redis | undefined;
  readonly #owner: string;

  constructor(redis: Redis | undefined, owner: string) {
    this.#redis = redis;
    this.#owner = owner;
  }

  /** How often a lease has to be claimed again: three times before it ends. */
  static readonly RENEWAL_MS = (SECONDS * 1000) / 3;

  /** @returns whether the experiment is this pod's. @throws if Redis cannot be asked */
  async claim(id: string): Promise<boolean> {
    return this.#redis ? (await this.#redis.command("EVAL", CLAIM, "1", KEY, id, this.#owner, String(SECONDS))) === 1 : true;
  }

  async release(id: string): Promise<void> {
    await this.#redis?.command("EVAL", RELEASE, "1", KEY, id, this.#owner).catch(() => null);
  }
}
