import fc from 'fast-check';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { clientAddress, trustProxies } from '../../server/http/client-address.ts';

const PROXIES = ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'];

describe('whence a request came', () => {
  it.each([
    [['203.0.113.9'], '203.0.113.9'],
    [['203.0.113.9', '10.0.0.1'], '203.0.113.9'],
    [['10.0.0.1', '203.0.113.9'], '203.0.113.9'],
    [['10.0.0.1', '198.51.100.7, 203.0.113.9'], '203.0.113.9'],
    [['10.0.0.1', '203.0.113.9, 192.0.2.1'], '203.0.113.9'],
    [['::ffff:10.0.0.1', '203.0.113.9'], '203.0.113.9'],
    [['10.0.0.1', '10.0.0.2'], '10.0.0.2'],
    [['10.0.0.1', ''], '10.0.0.1'],
  ])('%j is %s', async ([remoteAddress, header], address) => {
    expect(await bothSee(remoteAddress!, header)).toEqual([address, address]);
  });

  it('is the same for a request and for a socket, whatever the header says', async () => {
    const hop = fc.constantFrom(
      '10.0.0.1',
      '192.0.2.1',
      '203.0.113.9',
      '2001:db8::5',
      '2001:db9::5',
      'x',
      '',
    );
    await fc.assert(
      fc.asyncProperty(hop, fc.array(hop, { maxLength: 4 }), async (near, hops) => {
        const [request, socket] = await bothSee(near, hops.join(', '));
        expect(socket).toBe(request);
      }),
    );
  });

  it.each(['10.0.0.1/8', 'loopback', '10.0.0.0/33'])(
    'keeps a server from starting that trusts %s',
    (proxy) => {
      expect(() => trustProxies([proxy])).toThrow('TRUSTED_PROXIES');
    },
  );
});

async function bothSee(remoteAddress: string, header: string | undefined): Promise<[string, string]> {
  const trustProxy = trustProxies(PROXIES);
  const api = Fastify({ trustProxy });
  api.get('/', async (request) => [request.ip, clientAddress(request.raw, trustProxy)]);
  const headers = header === undefined ? {} : { 'x-forwarded-for': header };
  return (await api.inject({ url: '/', remoteAddress, headers })).json();
}
