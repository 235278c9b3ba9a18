import { aViewer } from '../access/viewers.ts';
import { newUuid } from '../../../server/platform/new-uuid.ts';
import { createFakeDatabase } from './fake-database.ts';
import { replace } from './fake-agent-store.ts';
import { emptyTables } from './fake-tables.ts';
import { NOON, recordEvents, type World } from './world.ts';

export async function createFakeWorld(): Promise<World> {
  const tables = emptyTables();
  const events = recordEvents();
  const world: World = {
    at: NOON,
    events,
    reported: [],
    deps: {
      database: createFakeDatabase(tables),
      publisher: events,
      clock: { now: () => world.at },
      newId: newUuid,
      report: (what) => void world.reported.push(what),
      hints: { lookLater: () => undefined, callQueued: () => undefined },
    },
    addUser: async ({ name, role = 'manager', responsibleId }) => {
      const userId = newUuid();
      tables.users.push({ ...aViewer({ userId, role, responsibleId: responsibleId ?? null }), name });
      return userId;
    },
    addProject: async ({ dialled, memberIds, ...project }) => {
      const id = newUuid();
      tables.projects.push({
        id,
        name: `Project ${dialled}`,
        dialled,
        memberIds,
        timeZone: 'Europe/Warsaw',
        ringSeconds: project.ringSeconds ?? 20,
        maxWaitSeconds: 120,
        wrapUpSeconds: project.wrapUpSeconds ?? 60,
        isIdentificationOn: project.isIdentificationOn ?? true,
        businessHours: project.businessHours ?? [],
      });
      return id;
    },
    addOutcome: async (projectId, name) => {
      const id = newUuid();
      tables.outcomes.push({ id, projectId, name });
      return id;
    },
    addContact: async ({ name, ownerId, managerIds = [], organizationId, numbers = [] }) => {
      const id = newUuid();
      tables.contacts.push({
        id,
        name,
        position: null,
        ownerId,
        managerIds,
        organizationId: organizationId ?? null,
      });
      for (const { e164, kind = 'mobile', extension } of numbers) {
        tables.numbers.push({ contactId: id, e164, kind, extension: extension ?? null });
      }
      return id;
    },
    addOrganization: async ({ name, ownerId = null, numbers = [], ranges = [] }) => {
      const id = newUuid();
      tables.organizations.push({ id, name, ownerId, numbers, ranges });
      return id;
    },
    mention: async (e164, contactId) => void tables.mentions.push({ e164, contactId }),
    keepFree: async (userId, until) =>
      replace(tables, userId, (agent) => ({
        ...agent,
        reservedFor: newUuid(),
        reservedUntil: until.toISOString(),
      })),
    timelineCalls: async (contactId) =>
      tables.timeline
        .filter((entry) => entry.contactId === contactId)
        .map(({ callId }) => callId)
        .filter((callId) => callId !== null),
    close: async () => undefined,
  };
  return world;
}
