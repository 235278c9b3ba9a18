import { aViewer } from '../access/viewers.ts';
import { randomUUID } from 'node:crypto';
import { createDatabase } from '../../../server/data/pg-database.ts';
import { scheduleMeeting } from '../../../server/domain/meetings/schedule-meeting.ts';
import type { MeetingMode } from '../../../server/domain/meetings/meeting.ts';
import { usualTimings } from '../../../server/domain/meetings/meeting-timings.ts';
import { compose } from '../../../server/compose.ts';
import { createJobProducer, type JobProducer, jobHints } from '../../../server/jobs/producer.ts';
import type { Team, TestContact } from './company.ts';
import { SECRET_KEY } from '../secret-key.ts';
import type { Product } from './start-product.ts';

export interface MeetingPromise {
  readonly team: Team;
  readonly contact: TestContact;
  readonly mode: MeetingMode;
  readonly inSeconds: number;
  readonly forSeconds: number;
}

/** A meeting to the second, which the form knows to the minute only. Row and job are made as the server makes them. */
export async function promiseMeeting(product: Product, promise: MeetingPromise): Promise<string> {
  const { team, contact, mode, inSeconds, forSeconds } = promise;
  const app = await compose({
    databaseUrl: product.databaseUrl,
    redisUrl: product.redisUrl,
    secretKey: SECRET_KEY,
    publicUrl: new URL(product.webUrls[0]),
    mail: { smtpUrl: null, from: '', isCaught: false },
    logLevel: 'silent',
    instanceId: `promising-${randomUUID()}`,
  });
  const producer = createJobProducer(app.redis, app.logger);
  const adding: Promise<void>[] = [];
  const watched: JobProducer = {
    ...producer,
    add: (...job) => {
      const added = producer.add(...job);
      adding.push(added);
      return added;
    },
  };
  try {
    const schedule = scheduleMeeting({
      ...app,
      database: createDatabase(app.pool),
      hints: jobHints(watched, () => app.clock.now(), app.logger),
      timings: usualTimings,
      queueOutbound: () => Promise.reject(new Error('promising dials nobody')),
    });
    const fromMs = Date.now() + inSeconds * 1000;
    const { id: meetingId } = await schedule({
      viewer: aViewer({ userId: team.agents[0].id, responsibleId: team.head.id }),
      meetingId: null,
      confirm: ['outside_business_hours', 'overlaps_meeting'],
      draft: {
        name: `Call ${contact.name}`,
        number: contact.number,
        mode,
        from: { wall: wall(fromMs), choice: null },
        to: { wall: wall(fromMs + forSeconds * 1000), choice: null },
        timeZone: 'Etc/UTC',
        information: '',
        projectId: team.projectId,
        userId: team.agents[0].id,
        contactId: contact.id,
      },
    });
    await Promise.all(adding);
    return meetingId;
  } finally {
    await producer.close();
    await app.shutdown.close();
  }
}

const wall = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
