import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

let board: Switchboard;
beforeEach(async () => {
  board = await startSwitchboard({ timings: { drainMs: 10_000 } });
});
afterEach(() => board.close());

test('a gateway that ends waits for the talk of a call that is answered meanwhile, and writes its end', async () => {
  const team = await board.company.team();
  const phone = await board.phoneOf(team.agents[0]);
  const call = board.callTo(team);
  const ringing = await phone.nextCall();
  let hasEnded = false;
  const ending = board.gateway.close().then(() => void (hasEnded = true));
  await ringing.answer();
  await call.answered();
  await pause(300);
  expect(hasEnded).toBe(false);
  await call.hangUp();
  await ending;
  // by the gateway itself, before it was gone: nobody else is there to do so
  const { rows } = await board.database.query(
    'SELECT status, result, hangup_side FROM calls WHERE sip_call_id = $1',
    [call.callId],
  );
  expect(rows).toEqual([{ status: 'ended', result: 'answered', hangup_side: 'contact' }]);
});
