import type { IncomingMessage } from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import type { SignedIn } from '#domain/access/session.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { trustProxies } from '#http/client-address.ts';
import { authenticateHandshake } from '#http/handshake.ts';
import { createSourceLimit } from '#platform/source-limit.ts';

const ORIGIN = 'http://desk.example';
let now: number;
let lookedFor: string[];
let refused: string[];
let handshake: ReturnType<typeof authenticateHandshake>;

beforeEach(() => {
  [now, lookedFor, refused] = [0, [], []];
  handshake = authenticateHandshake({
    parseCookie: (header) => Object.fromEntries([header.split('=')]),
    authenticate: async (token) => {
      lookedFor.push(token);
      if (token !== 'real') throw new DomainError('unauthenticated', 'no such session');
      return {} as SignedIn;
    },
    publicOrigin: ORIGIN,
    trustProxy: trustProxies([]),
    refusals: { socket: ({ code }) => void refused.push(code) },
    failures: createSourceLimit({ burst: 3, perSecond: 1 }, () => now),
  });
});

const from = (address: string, token: string): Promise<unknown> =>
  handshake({
    headers: { origin: ORIGIN, host: 'desk.example', cookie: `ringdesk_session=${token}` },
    socket: { remoteAddress: address },
  } as IncomingMessage);

test('who makes tokens up is soon not looked for any more, and a little later again', async () => {
  for (let index = 0; index < 10; index += 1) {
    const code = index < 3 ? 'unauthenticated' : 'rate_limited';
    await expect(from('198.51.100.7', `made-up-${index}`)).rejects.toMatchObject({ code });
  }
  expect(lookedFor).toEqual(['made-up-0', 'made-up-1', 'made-up-2']);
  expect(refused).toEqual(['unauthenticated', 'unauthenticated', 'unauthenticated']);
  now = 1000;
  await expect(from('198.51.100.7', 'real')).resolves.toMatchObject({ address: '198.51.100.7' });
});

test('other networks, and those who are let in, take nothing from it', async () => {
  for (let index = 0; index < 3; index += 1) {
    await expect(from('198.51.100.7', `made-up-${index}`)).rejects.toThrow();
  }
  for (let index = 0; index < 10; index += 1) await from('203.0.113.9', 'real');
  expect(lookedFor).toHaveLength(13);
});
