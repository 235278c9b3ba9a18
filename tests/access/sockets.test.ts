import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENTS_VERSION } from '../../server/realtime/events.ts';
import type { TestWindow } from '../support/server/test-window.ts';
import { hiddenIn } from './product/hidden.ts';
import { idOf, named } from './product/names.ts';
import { LOCAL_ADDRESS } from './product/product.ts';
import { lookAtDesk } from './questions/desk.ts';
import { at, diceFrom } from './questions/question.ts';
import {
  answerAndHangUp,
  companyAtWork,
  type CompanyAtWork,
  contactCalls,
  goToWork,
  isTurnedAway,
  request,
  windowOf,
  withCall,
} from './sockets/company-at-work.ts';
import { eventTable, isForWatchers } from './sockets/event-table.ts';
import { changesContact, seesContact } from './statement/accounts.ts';
import { withoutChoice } from './statement/limits.ts';
import { changesMeeting } from './statement/meetings.ts';
import { mayWork } from './statement/people.ts';
import { maySee } from './statement/sections.ts';
import { type Viewer, viewerOf, type World } from './statement/world.ts';
import { arbitraryWorld, type Dealt } from './worlds/arbitrary-world.ts';
import { seedOf } from './worlds/seed.ts';
import { tellWorld } from './worlds/tell-world.ts';

const WORLDS = Number(process.env['ACCESS_SOCKET_WORLDS'] ?? 25);
/** On a machine with much else to do. */
const PATIENCE_MS = 30_000;
/** The name of the call that comes in. */
const NEW_CALL = 'k900';

describe('the windows of a company', () => {
  let company: CompanyAtWork;
  beforeAll(async () => {
    company = await companyAtWork();
  });
  afterAll(() => company.close());

  it(`hear what the statement lets them hear in ${WORLDS} worlds`, { timeout: 600_000 }, async () => {
    const seed = seedOf();
    for (const dealt of fc.sample(arbitraryWorld, { numRuns: WORLDS, seed })) {
      const differences = await liveThrough(company, dealt);
      expect(differences.join('\n'), `seed ${seed}\n${tellWorld(dealt.world)}`).toBe('');
    }
  });
});

/** Everybody opens a window and watches all contacts; then a day's work is done. */
async function liveThrough(company: CompanyAtWork, { world, dice: seed }: Dealt): Promise<string[]> {
  const { loader } = company;
  const number = await loader.load(world);
  const dice = diceFrom(seed);
  const differences: string[] = [];
  const windows = new Map<string, TestWindow>();
  try {
    for (const user of world.users) {
      if (mayWork(world, user, LOCAL_ADDRESS)) windows.set(user.id, await windowOf(company, number, user.id));
      else if (!(await isTurnedAway(company, number, user.id))) differences.push(`${user.id} is let in`);
    }
    for (const [name, window] of windows) {
      differences.push(
        ...(await openDesk(world, name, window)).map((found) => `${name}: desk:opened ${found}`),
      );
      for (const contact of world.contacts) {
        await window.socket
          .timeout(PATIENCE_MS)
          .emitWithAck('contact:watched', { contactId: idOf(number, contact.id) });
      }
    }

    // whoever has calls waits for one
    for (const name of windows.keys()) {
      if (maySee(viewerOf(world, name).user, 'calls')) await goToWork(company, number, name);
    }
    const project = dice.among(world.projects).id;
    const call = await contactCalls(company, number, dice.among(world.contacts).id, project);
    await answerAndHangUp(company, call);

    const workers = [...windows.keys()].map((name) => viewerOf(world, name));
    const contact = dice.among(world.contacts);
    const writer = workers.find((viewer) => changesContact(viewer, contact));
    if (writer) {
      const by = writer.user.id;
      const url = `/api/contacts/${at(contact.id)}`;
      await request(company, number, by, 'POST', { url: `${url}/notes`, body: { text: 'A note' } });
      const headers = { 'if-match': '"1"' };
      await request(company, number, by, 'PATCH', { url, body: { position: 'Changed' }, headers });
    }
    for (const meeting of world.meetings) {
      const by = workers.find((viewer) => changesMeeting(viewer, meeting))?.user.id;
      const url = `/api/meetings/${at(meeting.id)}/cancel`;
      if (by) await request(company, number, by, 'POST', { url, body: { reason: 'No' } });
    }
    await fence(company, number, windows);

    const now = await withCall(company, world, call.callId, NEW_CALL);
    const tell = (text: string) => text.replaceAll(call.callId, idOf(number, NEW_CALL));
    for (const [name, window] of windows) {
      const viewer = viewerOf(now, name);
      for (const event of window.heard) {
        const text = tell(JSON.stringify(event.data));
        const found = whatIsWrong(viewer, event.name, text);
        if (found) differences.push(`${name} hears ${event.name}: ${found}\n  ${named(text).slice(0, 500)}`);
      }
      if (writer && seesContact(viewer, contact)) {
        for (const due of ['timeline:changed', 'contact:changed']) {
          const hasHeard = window.heard.some(
            (event) => event.name === due && event.data['contactId'] === idOf(number, contact.id),
          );
          if (!hasHeard) differences.push(`${name} does not hear ${due} of ${contact.id}`);
        }
      }
    }
    return differences;
  } finally {
    for (const window of windows.values()) window.close();
  }
}

async function openDesk(world: World, name: string, window: TestWindow): Promise<string[]> {
  const hello = { windowId: window.id, hasFocus: true, version: EVENTS_VERSION };
  const text = JSON.stringify(await window.socket.timeout(PATIENCE_MS).emitWithAck('desk:opened', hello));
  const viewer = withoutChoice(viewerOf(world, name));
  const found = lookAtDesk(viewer)(JSON.parse(named(text)));
  const hidden = hiddenButOwn(viewer, text);
  return [
    ...(found ? [found] : []),
    ...(hidden.length > 0 ? [`tells of ${hidden.join(', ')}, out of reach`] : []),
  ];
}

function whatIsWrong(one: Viewer, name: string, text: string): string | null {
  if (!(name in eventTable)) return 'no event of the table';
  const viewer = isForWatchers(name) ? one : withoutChoice(one);
  const hidden = hiddenButOwn(viewer, text);
  if (hidden.length > 0) return `tells of ${hidden.join(', ')}, out of reach`;
  return eventTable[name as keyof typeof eventTable](viewer)(JSON.parse(named(text)));
}

/** A call that rings at one's own phone is told of even where its labels are beyond the limits. */
function hiddenButOwn(viewer: Viewer, text: string): string[] {
  const { calls } = viewer.world;
  const own = calls.filter(
    ({ agent, rangAt }) => agent === viewer.user.id || rangAt.includes(viewer.user.id),
  );
  return hiddenIn(viewer, text).filter((hidden) => !own.some(({ id }) => id === hidden));
}

/** What was published before this is heard, or never will be. */
async function fence(
  company: CompanyAtWork,
  number: number,
  windows: ReadonlyMap<string, TestWindow>,
): Promise<void> {
  for (const round of ['first', 'second']) {
    const reason = `${round} ${randomUUID()}`;
    for (const [name, window] of windows) {
      const userId = idOf(number, name);
      company.server.app.publisher.toUser(userId, 'agent:changed', {
        agent: { userId, pauseReason: reason } as never,
      });
      await window.until(
        () =>
          window.heard.find(
            ({ data }) => (data['agent'] as { pauseReason?: string } | undefined)?.pauseReason === reason,
          ),
        'hearing the last event',
      );
    }
  }
}
