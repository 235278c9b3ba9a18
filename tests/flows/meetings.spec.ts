import type { Pool } from 'pg';
import { promiseMeeting } from '../support/product/promise-meeting.ts';
import { eventually } from '../support/until.ts';
import { expect, test } from './support/test.ts';

const SOON = { inSeconds: 4, forSeconds: 120 };
/** A meeting's own rules, short enough to be waited for. */
const PROJECT = {
  meeting_remind_seconds: 1,
  meeting_reserve_seconds: 1,
  meeting_pause_seconds: 2,
  wrap_up_seconds: 30,
};

test('a manual meeting: entered, reminded of in exactly one window, called, answered, held', async ({
  product,
  office,
}) => {
  const timeZone = zoneWhereItIsNoon();
  const team = await product.company.team({ project: { ...PROJECT, time_zone: timeZone } });
  const [agent] = team.agents;
  await office.browserFor(agent, { timezoneId: timeZone });
  const contact = await product.company.contact({ firstName: 'Irena', lastName: 'Obiecana', owner: agent });
  const { phone, desk } = await office.atWork(agent);
  const other = await office.window(agent, { path: '/calls' });
  await office.bringToFront(desk);

  await test.step('the dialog, opened on the contact, knows most by itself', async () => {
    await desk.page.goto(`${product.webUrls[0]}/contacts/${contact.id}`);
    await desk.page.getByRole('button', { name: 'Meeting', exact: true }).click();
    const dialog = desk.page.getByRole('dialog', { name: 'New phone meeting' });
    await dialog.getByLabel('Name').fill('Explain the offer');
    await dialog.getByRole('radio', { name: 'Manual' }).check();
    await expect(dialog.getByLabel('Project')).toHaveValue(team.projectId);
    // a window that has begun is due at once
    await dialog.getByRole('textbox', { name: /^From/ }).fill(clock(-1, timeZone));
    await dialog.getByRole('textbox', { name: /^To/ }).fill(clock(30, timeZone));
    await dialog.getByRole('button', { name: 'Save meeting' }).click();
    await expect(dialog).toHaveCount(0);
  });
  await test.step('the reminder comes in exactly one window', async () => {
    await expect(desk.reminder).toBeVisible();
    await expect(desk.reminder).toContainText('Irena Obiecana');
    await expect(other.reminder).toHaveCount(0);
  });
  await test.step('Call rings the agent’s phone, then the contact', async () => {
    await desk.reminder.getByRole('button', { name: /^Call/ }).click();
    const ringing = await phone.nextCall();
    ringing.ring();
    await ringing.answer();
    const far = await product.trunkPeer.nextCall(10_000, contact.number);
    far.ring();
    await far.answer();
    await desk.isTalkingWith('Irena Obiecana');
    await far.hangUp();
    expect(await ringing.ended()).toEqual({ by: 'them', how: 'BYE' });
  });
  await test.step('it is held, on the timeline and in the list', async () => {
    await expect(desk.wrapUp).toBeVisible();
    const entry = desk.timeline.getByRole('listitem').filter({ hasText: 'Explain the offer' });
    await expect(entry).toContainText('Held');
  });
});

test('an automatic meeting is called without a click and held', async ({ product, office }) => {
  const team = await product.company.team({ project: PROJECT });
  const contact = await product.company.contact({
    firstName: 'Auto',
    lastName: 'Matyczna',
    owner: team.agents[0],
  });
  const { phone, desk } = await office.atWork(team.agents[0]);
  const meetingId = await promiseMeeting(product, { team, contact, mode: 'automatic', ...SOON });

  const ringing = await phone.nextCall(15_000);
  ringing.ring();
  await expect(desk.card.getByRole('heading', { name: contact.name })).toBeVisible();
  await ringing.answer();
  const far = await product.trunkPeer.nextCall(10_000, contact.number);
  far.ring();
  await far.answer();
  await desk.isTalkingWith(contact.name);
  await far.hangUp();

  expect(await meeting(product.database, meetingId)).toMatchObject({
    status: 'held',
    attempts: 1,
    lateness: 'on time',
  });
});

test('a contact who is busy is called again after the project’s pause', async ({ product, office }) => {
  const team = await product.company.team({ project: PROJECT });
  const contact = await product.company.contact({
    firstName: 'Busy',
    lastName: 'First',
    owner: team.agents[0],
  });
  const { phone } = await office.atWork(team.agents[0]);
  const meetingId = await promiseMeeting(product, {
    team,
    contact,
    mode: 'automatic',
    ...SOON,
    inSeconds: 2,
  });

  for (const answer of ['busy', 'answered'] as const) {
    const ringing = await phone.nextCall(15_000);
    ringing.ring();
    await ringing.answer();
    const far = await product.trunkPeer.nextCall(10_000, contact.number);
    if (answer === 'busy') {
      far.reject(486);
      await ringing.ended();
      continue;
    }
    far.ring();
    await far.answer();
    await far.hangUp();
  }
  expect(await meeting(product.database, meetingId)).toMatchObject({ status: 'held', attempts: 2 });
});

test('Redis is emptied while a meeting waits: it is called on time all the same', async ({
  product,
  office,
}) => {
  const team = await product.company.team({ project: PROJECT });
  const contact = await product.company.contact({
    firstName: 'Never',
    lastName: 'Lost',
    owner: team.agents[0],
  });
  const { phone } = await office.atWork(team.agents[0]);
  const meetingId = await promiseMeeting(product, { team, contact, mode: 'automatic', ...SOON });
  await product.emptyRedis();

  const ringing = await phone.nextCall(15_000);
  ringing.ring();
  await ringing.answer();
  const far = await product.trunkPeer.nextCall(10_000, contact.number);
  await far.answer();
  await far.hangUp();
  expect(await meeting(product.database, meetingId)).toMatchObject({
    status: 'held',
    attempts: 1,
    lateness: 'on time',
  });
});

/** How late a first attempt may begin. */
const ON_TIME_MS = 3000;

async function meeting(
  database: Pool,
  id: string,
): Promise<{ status: string; attempts: number; lateness: string }> {
  return eventually(async () => {
    const { rows } = await database.query<{ status: string; attempts: number; late_ms: number }>(
      `SELECT m.status, count(a.id)::int AS attempts,
              extract(epoch FROM min(a.started_at) - m.from_at)::float * 1000 AS late_ms
       FROM meetings m LEFT JOIN meeting_attempts a ON a.meeting_id = m.id WHERE m.id = $1 GROUP BY m.id`,
      [id],
    );
    const [row] = rows;
    if (!row || !['held', 'missed', 'failed', 'cancelled'].includes(row.status)) return null;
    const isOnTime = row.late_ms >= 0 && row.late_ms < ON_TIME_MS;
    return {
      status: row.status,
      attempts: row.attempts,
      lateness: isOnTime ? 'on time' : `${row.late_ms} ms`,
    };
  }, 'the meeting is over');
}

/** Not at the end of a day, whenever the test is run. */
function zoneWhereItIsNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

function clock(minutesFromNow: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    Date.now() + minutesFromNow * 60_000,
  );
}
