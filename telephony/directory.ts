import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '#domain/shared/clock.ts';
import type { RingDirectory, RingDirectoryStore } from '#domain/trunks/ring-directory.ts';
import type { Trunk } from '#domain/trunks/trunk.ts';
import type { TrunkStore } from '#domain/trunks/trunk-store.ts';
import type { Logger } from '#platform/logger.ts';
import { type MatchTrunk, trunkMatcher } from './inbound/match-trunk.ts';

/** What the gateway must know without asking anybody: it works on while the database is away (T71). */
export interface Directory {
  matchTrunk: MatchTrunk;
  /** Enabled trunks in their order. */
  trunks(): readonly Trunk[];
  ringDirectory(): RingDirectory;
  /** Whether it was ever read; waits for a first reading that is under way. */
  isKnown(): Promise<boolean>;
  /** Knows, once done, whatever was committed before it was asked. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface DirectoryDeps {
  readonly trunks: TrunkStore;
  readonly ringDirectory: RingDirectoryStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everyMs: number;
  /** After each reading that succeeded: the database is there. */
  readonly onRead: () => void;
}

/** Reads at once and then again and again; keeps what it last knew. */
export function createDirectory(deps: DirectoryDeps): Directory {
  let trunks: readonly Trunk[] = [];
  let match: MatchTrunk = () => null;
  let ringDirectory: RingDirectory = { projects: [], agents: new Map() };
  let isKnown = false;
  let isAway = false;
  let last: Promise<void> = Promise.resolve();
  let readings = 0;

  const read = async (): Promise<void> => {
    try {
      const listed = await deps.trunks.listEnabled();
      match = trunkMatcher(await Promise.all(listed.map(withAddresses)));
      trunks = listed;
      ringDirectory = await deps.ringDirectory.load(deps.clock.now());
      isKnown = true;
      if (isAway) deps.logger.info('trunks and phones can be read again');
      isAway = false;
      deps.onRead();
    } catch (error) {
      if (!isAway) deps.logger.warn({ error }, 'trunks and phones cannot be read; the last known are used');
      isAway = true;
    }
  };
  // behind a reading that is under way and may be too old to know of what the caller has just changed
  const refresh = (): Promise<void> => {
    readings += 1;
    last = last.then(read).finally(() => (readings -= 1));
    return last;
  };
  const timer = setInterval(() => {
    if (readings === 0) void refresh();
  }, deps.everyMs);

  return {
    matchTrunk: (address) => match(address),
    trunks: () => trunks,
    ringDirectory: () => ringDirectory,
    isKnown: async () => {
      if (!isKnown) await last;
      return isKnown;
    },
    refresh,
    stop: () => clearInterval(timer),
  };
}

/** A trunk named by its host alone is recognised by the addresses behind that name. */
async function withAddresses(trunk: Trunk): Promise<Trunk> {
  if (trunk.allowedSources.length > 0 || isIP(trunk.host)) return trunk;
  try {
    const found = await lookup(trunk.host, { all: true });
    return { ...trunk, allowedSources: found.map(({ address }) => address) };
  } catch {
    return trunk;
  }
}
