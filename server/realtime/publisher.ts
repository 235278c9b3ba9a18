import type { Publisher, UserEvents } from '#domain/shared/publisher.ts';
import type { Logger } from '#platform/logger.ts';
import type { Redis } from '#platform/redis.ts';
import type { HeardRooms } from './heard-rooms.ts';
import { createTurnPublisher, SEQ_PLACE } from './publish-once-a-turn.ts';
import { redisEmitter } from './redis-emitter.ts';
import type { ServerSideEvents } from './server-side-events.ts';
import { contactRoom, CUT_OFF_AGENTS_CHANNEL, FREED_AGENTS_CHANNEL, seqKey, userRoom } from './rooms.ts';

type AnyEvent = Record<string, (...payload: unknown[]) => void>;

/** More users than this that missed something while Redis was away, and all windows are told to look again. */
const MISSED_LIMIT = 1000;
/** Whoever hears the hint looks at all that wait; of a busy centre's many hints one serves as well. */
const FREED_HINT_PAUSE_MS = 50;

/**
 * Publishes to windows at whatever server they are. While Redis is away nothing is queued: only who missed something
 * is remembered, and those windows reconnect and take a snapshot when it is back. With `heard` nothing is said where nobody hears.
 */
export function createPublisher(redis: Redis, logger: Logger, heard?: HeardRooms): Publisher {
  const missed = new Set<string>();
  let hasEverybodyMissed = false;

  const miss = (userId: string | null) => {
    if (missed.size === 0 && !hasEverybodyMissed) logger.warn('events are not published: redis is away');
    if (userId === null || missed.size >= MISSED_LIMIT) hasEverybodyMissed = true;
    else missed.add(userId);
  };
  const { publish, publishNumbered } = createTurnPublisher(redis);
  const toAll = redisEmitter<AnyEvent>((channel, message) => publish(channel, message, () => miss(null)));
  let addressee = '';
  // the emitter publishes before `emit` returns
  const toOne = redisEmitter<AnyEvent>((channel, message) => {
    const userId = addressee;
    publishNumbered(seqKey(userId), channel, message, () => miss(userId));
  });
  const hintOfFreedAgents = rarely(FREED_HINT_PAUSE_MS, () => {
    // a waiting call is looked at again by the gateway's own timer too
    publish(FREED_AGENTS_CHANNEL, '', () => undefined);
  });

  heard?.onMissed((channel) => {
    if (channel === null) {
      hasEverybodyMissed = true;
      if (redis.status === 'ready') tellMissed();
    } else toAll.serverSideEmit('room:missed', { channel });
  });
  const tellMissed = (): void => {
    if (missed.size === 0 && !hasEverybodyMissed) return;
    const event: Parameters<ServerSideEvents['desk:missed']>[0] = {
      userIds: hasEverybodyMissed ? null : [...missed],
    };
    missed.clear();
    hasEverybodyMissed = false;
    logger.info('windows that missed events are told to look again');
    toAll.serverSideEmit('desk:missed', event);
  };
  redis.on('ready', tellMissed);

  return {
    toUser(userId, event, payload) {
      const room = userRoom(userId, sectionOf[event]);
      if (heard?.hears(room) === false) return;
      addressee = userId;
      toOne.to(room).emit(event, { ...payload, seq: SEQ_PLACE });
    },
    toContactWatchers(contactId, event, payload) {
      const room = contactRoom(contactId);
      if (heard?.hears(room) === false) return;
      publish(room, JSON.stringify({ contactId, event, payload }), () => miss(null));
    },
    agentsFreed: hintOfFreedAgents,
    agentsCutOff() {
      // whoever rings a phone looks by itself too
      publish(CUT_OFF_AGENTS_CHANNEL, '', () => undefined);
    },
  };
}

/** Whose eye it takes to be told (A30). */
const sectionOf: Readonly<Record<keyof UserEvents, 'calls' | 'meetings' | null>> = {
  'call:rang': 'calls',
  'call:answered': 'calls',
  'call:ended': 'calls',
  'call:withdrawn': 'calls',
  'call:identified': 'calls',
  'wrap_up:started': 'calls',
  'wrap_up:completed': 'calls',
  'agent:changed': null,
  'meeting:changed': 'meetings',
  'meeting:reminded': 'meetings',
  'meeting:next_changed': 'meetings',
  'hand_over:requested': 'calls',
  'hand_over:closed': 'calls',
  'hand_over:decided': 'calls',
};

/** At once, and once more after the pause if it was asked for meanwhile. */
function rarely(pauseMs: number, act: () => void): () => void {
  let isPausing = false;
  let isDue = false;
  const run = (): void => {
    act();
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      if (isDue) run();
      isDue = false;
    }, pauseMs).unref();
  };
  return () => {
    if (isPausing) isDue = true;
    else run();
  };
}
