import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Logger } from '#platform/logger.ts';
import { startSweep } from '../../worker/sweeps/sweep.ts';
import { Changes } from '../support/until.ts';

function listen(): { readonly logger: Logger; readonly messages: string[] } {
  const messages: string[] = [];
  const write = (line: string) => void messages.push((JSON.parse(line) as { msg: string }).msg);
  return { logger: pino({ level: 'info' }, { write }), messages };
}

test('a sweep that fails says so once, goes on, and says when it works again', async () => {
  const { logger, messages } = listen();
  const changes = new Changes();
  let runs = 0;
  const run = async (): Promise<number> => {
    runs += 1;
    changes.changed();
    if (runs <= 3) throw new Error('the database is away');
    return 0;
  };
  const sweep = startSweep({ name: 'test', everyMs: 1, run }, logger);
  await changes.until(() => runs > 5, 'six runs');
  await sweep.close();
  expect(messages).toEqual(['a sweep fails', 'a sweep works again']);
});

test('closing waits for the run under way, and nothing runs afterwards', async () => {
  const { logger } = listen();
  let runs = 0;
  let finish = (): void => undefined;
  const run = () => {
    runs += 1;
    return new Promise<number>((resolve) => (finish = () => resolve(0)));
  };
  const sweep = startSweep({ name: 'test', everyMs: 1, run }, logger);
  let isClosed = false;
  const closing = sweep.close().then(() => (isClosed = true));
  await Promise.resolve();
  expect(isClosed).toBe(false);
  finish();
  await closing;
  expect(runs).toBe(1);
});
