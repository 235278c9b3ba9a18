import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import Drachtio from 'drachtio-srf';
import { expect, test } from 'vitest';
import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';
import { createSrf, keepShort } from '../../telephony/sip/drachtio.ts';

/** It has no types. */
const DrachtioAgent = createRequire(import.meta.url)('drachtio-srf/lib/drachtio-agent.js') as new (
  callback: () => void,
) => { _initServer(socket: Socket): Record<string, unknown> };

/** Where this version of drachtio-srf keeps what leads to a call. */
const OF_A_LINK = [
  'pendingRequests',
  'pendingSipRequests',
  'pendingSipAuthRequests',
  'pendingNetworkInvites',
  'pendingAckOrPrack',
];

test('what drachtio-srf keeps of a link is let go with the call', () => {
  const link = new DrachtioAgent(() => undefined)._initServer(new Socket());
  const maps = Object.keys(link).filter((name) => link[name] instanceof Map);
  keepShort(link);
  expect(maps).toEqual(OF_A_LINK);
  for (const name of OF_A_LINK) expect(link[name]).toBeInstanceOf(ShortLivedMap);
});

test('so are its dialogs', () => {
  expect(new Drachtio()).toHaveProperty('_dialogs', new Map());
  expect(createSrf()).toHaveProperty('_dialogs', new ShortLivedMap());
});
